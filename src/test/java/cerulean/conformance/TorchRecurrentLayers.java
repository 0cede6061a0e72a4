package cerulean.conformance;

import static cerulean.conformance.TorchLayers.ANY;

import cerulean.autograd.Variable;
import cerulean.conformance.TorchLayers.Built;
import cerulean.nn.Gru;
import cerulean.nn.Lstm;
import cerulean.nn.LstmCell;
import cerulean.nn.Recurrent;
import cerulean.nn.Rnn;
import cerulean.nn.RnnCell;
import java.util.List;
import java.util.Map;

/// Section B6: recurrent layers.
final class TorchRecurrentLayers {

  private TorchRecurrentLayers() {}

  static void addTo(Map<String, TorchLayers.Maker> to) {
    to.put(
        "nn.RNN",
        in -> {
          Rnn layer = Rnn.of(settings(in), ANY);
          return new Built(
              layer,
              v -> {
                Variable start = v.get("h0");
                Rnn.Run run = start == null ? layer.run(v.get("x")) : layer.run(v.get("x"), start);
                return List.of(run.states(), run.hidden());
              });
        });
    to.put(
        "nn.GRU",
        in -> {
          Gru layer = Gru.of(settings(in), ANY);
          return new Built(
              layer,
              v -> {
                Variable start = v.get("h0");
                Gru.Run run = start == null ? layer.run(v.get("x")) : layer.run(v.get("x"), start);
                return List.of(run.states(), run.hidden());
              });
        });
    to.put(
        "nn.LSTM",
        in -> {
          Lstm layer = Lstm.of(settings(in), ANY);
          return new Built(
              layer,
              v -> {
                Lstm.Run run = layer.run(v.get("x"), v.get("h0"), v.get("c0"));
                return List.of(run.states(), run.hidden(), run.cell());
              });
        });
    to.put(
        "nn.RNNCell",
        in -> {
          RnnCell cell = RnnCell.of(in.integer("input_size"), in.integer("hidden_size"), ANY);
          return new Built(cell, v -> List.of(cell.forward(v.get("x"), v.get("h0"))));
        });
    to.put(
        "nn.LSTMCell",
        in -> {
          LstmCell cell = LstmCell.of(in.integer("input_size"), in.integer("hidden_size"), ANY);
          return new Built(
              cell,
              v -> {
                LstmCell.State from = new LstmCell.State(v.get("h0"), v.get("c0"));
                LstmCell.State after = cell.step(v.get("x"), from);
                return List.of(after.hidden(), after.cell());
              });
        });
  }

  private static Recurrent settings(Arguments in) {
    return new Recurrent(
        in.integer("input_size"),
        in.integer("hidden_size"),
        in.integer("num_layers"),
        in.flag("bias"),
        in.flag("batch_first"),
        in.flag("bidirectional"),
        in.number("dropout"),
        in.integer("proj_size", 0));
  }
}
