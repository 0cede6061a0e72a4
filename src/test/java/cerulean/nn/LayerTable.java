package cerulean.nn;

import static cerulean.nn.LayerRow.row;

import cerulean.tensor.PadMode;
import cerulean.tensor.Resampling;
import cerulean.tensor.Tensor;
import cerulean.tensor.Window;
import java.util.List;
import java.util.stream.Stream;

/// Layers by PyTorch's names: what generic tests run over, and the table of the guide, which shows
/// the text of this file.
final class LayerTable {

  private LayerTable() {}

  static List<LayerRow> rows() {
    return Stream.of(
            linear(),
            convolutions(),
            pooling(),
            normalisation(),
            activations(),
            dropout(),
            shape(),
            recurrent(),
            transformers())
        .flatMap(List::stream)
        .toList();
  }

  private static List<LayerRow> linear() {
    return List.of(
        row("Linear(4, 3)", random -> Linear.of(4, 3, random), 2, 4),
        row("Linear(4, 3, bias=False)", random -> Linear.withoutBias(4, 3, random), 4),
        row("Identity()", random -> new Identity(), 2, 3),
        new LayerRow(
            "Embedding(9, 4)",
            random -> Embedding.of(9, 4, random),
            Tensor.of(new long[] {1, 3, 1, 8}, 2, 2)),
        new LayerRow(
            "Embedding(9, 4, padding_idx=0)",
            random -> Embedding.withPadding(9, 4, 0, random),
            Tensor.of(new long[] {1, 3, 1, 8}, 2, 2)),
        new LayerRow(
            "EmbeddingBag(9, 4, mode='mean')",
            random -> EmbeddingBag.of(9, 4, EmbeddingBag.Mode.MEAN, random),
            Tensor.of(new long[] {1, 3, 1, 8}, 2, 2)));
  }

  private static List<LayerRow> convolutions() {
    return List.of(
        row("Conv1d(2, 3, 3)", random -> Conv1d.of(2, 3, Window.of(3), random), 2, 2, 5),
        row(
            "Conv2d(2, 4, 3, stride=2, padding=1)",
            random -> Conv2d.of(2, 4, Window.of(3, 3).stride(2).pad(1), random),
            2,
            2,
            5,
            4),
        row(
            "Conv2d(2, 3, 3, bias=False)",
            random -> Conv2d.withoutBias(2, 3, Window.of(3, 3), random),
            2,
            4,
            4),
        row(
            "Conv2d(4, 4, 3, groups=2, dilation=2, padding='same')",
            random -> Conv2d.of(4, 4, Window.of(3, 3).dilation(2).padSame(), 2, true, random),
            1,
            4,
            5,
            5),
        row(
            "Conv2d(2, 2, 3, padding=1, padding_mode='reflect')",
            random -> Conv2d.of(2, 2, Window.of(3, 3).pad(1), PadMode.REFLECT, 1, true, random),
            1,
            2,
            4,
            4),
        row(
            "Conv3d(1, 2, 2)",
            random -> Conv3d.of(1, 2, Window.of(2, 2, 2), random),
            1,
            1,
            3,
            3,
            3),
        row(
            "ConvTranspose1d(2, 3, 3, stride=2)",
            random -> ConvTranspose1d.of(2, 3, Window.of(3).stride(2), random),
            2,
            2,
            3),
        row(
            "ConvTranspose2d(2, 2, 3, stride=2, padding=1, output_padding=1)",
            random ->
                ConvTranspose2d.of(
                    2, 2, Window.of(3, 3).stride(2).pad(1), new int[] {1, 1}, 1, true, random),
            1,
            2,
            3,
            3),
        row(
            "ConvTranspose3d(1, 2, 2)",
            random -> ConvTranspose3d.of(1, 2, Window.of(2, 2, 2), random),
            1,
            1,
            2,
            2,
            2));
  }

  private static List<LayerRow> pooling() {
    return List.of(
        row("MaxPool1d(2)", random -> MaxPool1d.of(2), 2, 2, 5),
        row("MaxPool2d(2)", random -> MaxPool2d.of(2), 2, 2, 5, 4),
        row(
            "MaxPool2d(3, stride=2, padding=1)",
            random -> MaxPool2d.of(Window.of(3, 3).stride(2).pad(1)),
            1,
            2,
            5,
            4),
        row("MaxPool3d(2)", random -> MaxPool3d.of(2), 1, 1, 4, 4, 2),
        row("AvgPool1d(2)", random -> AvgPool1d.of(2), 2, 2, 5),
        row(
            "AvgPool2d(2, padding=1, count_include_pad=False)",
            random -> AvgPool2d.of(Window.of(2, 2).stride(2).pad(1), false),
            1,
            2,
            4,
            4),
        row("AvgPool3d(2)", random -> AvgPool3d.of(2), 1, 1, 4, 4, 2),
        row("AdaptiveAvgPool1d(2)", random -> AdaptiveAvgPool1d.of(2), 2, 2, 5),
        row("AdaptiveAvgPool2d((1, 1))", random -> AdaptiveAvgPool2d.of(1), 2, 2, 4, 3),
        row("AdaptiveMaxPool1d(2)", random -> AdaptiveMaxPool1d.of(2), 2, 2, 5),
        row("AdaptiveMaxPool2d((2, 1))", random -> AdaptiveMaxPool2d.of(2, 1), 2, 2, 4, 3),
        row("LPPool1d(2, 2)", random -> LpPool1d.of(2, 2), 2, 2, 4),
        row("LPPool2d(2, 2)", random -> LpPool2d.of(2, 2), 2, 2, 4, 4));
  }

  private static List<LayerRow> normalisation() {
    return List.of(
        row("BatchNorm1d(3)", random -> BatchNorm1d.of(3), 4, 3),
        row("BatchNorm2d(3)", random -> BatchNorm2d.of(3), 2, 3, 2, 3),
        row(
            "BatchNorm2d(3, eps=0.001, momentum=0.3, affine=False)",
            random -> BatchNorm2d.of(3, 0.001, 0.3, false, true),
            2,
            3,
            2,
            2),
        row("BatchNorm3d(2)", random -> BatchNorm3d.of(2), 2, 2, 2, 2, 2),
        row("LayerNorm(5)", random -> LayerNorm.of(5), 3, 5),
        row("LayerNorm([2, 3])", random -> LayerNorm.of(2, 3), 3, 2, 3),
        row("RMSNorm(5, eps=1e-6)", random -> RmsNorm.withEpsilon(1e-6, 5), 3, 5),
        row("GroupNorm(2, 4)", random -> GroupNorm.of(2, 4), 2, 4, 3),
        row("InstanceNorm1d(3)", random -> InstanceNorm1d.of(3), 2, 3, 4),
        row(
            "InstanceNorm2d(3, affine=True, track_running_stats=True)",
            random -> InstanceNorm2d.of(3, 1e-5, 0.1, true, true),
            2,
            3,
            3,
            2),
        row("InstanceNorm3d(2)", random -> InstanceNorm3d.of(2), 1, 2, 2, 2, 2),
        row("LocalResponseNorm(3)", random -> new LocalResponseNorm(3), 2, 4, 3));
  }

  private static List<LayerRow> activations() {
    return List.of(
        row("ReLU()", random -> new Relu(), 3, 4),
        row("ReLU6()", random -> new Relu6(), 3, 4),
        row("RReLU()", random -> RRelu.of(random), 3, 4),
        row("LeakyReLU(0.1)", random -> new LeakyRelu(0.1), 3, 4),
        row("PReLU()", random -> PRelu.of(), 3, 4),
        row("PReLU(4)", random -> PRelu.of(4, 0.25), 2, 4, 2),
        row("ELU()", random -> new Elu(), 3, 4),
        row("CELU(0.5)", random -> new Celu(0.5), 3, 4),
        row("SELU()", random -> new Selu(), 3, 4),
        row("GELU()", random -> new Gelu(), 3, 4),
        row("GELU(approximate='tanh')", random -> Gelu.byTanh(), 3, 4),
        row("SiLU()", random -> new Silu(), 3, 4),
        row("Mish()", random -> new Mish(), 3, 4),
        row("Softplus()", random -> new Softplus(), 3, 4),
        row("Sigmoid()", random -> new Sigmoid(), 3, 4),
        row("LogSigmoid()", random -> new LogSigmoid(), 3, 4),
        row("Tanh()", random -> new Tanh(), 3, 4),
        row("Softsign()", random -> new Softsign(), 3, 4),
        row("Hardsigmoid()", random -> new HardSigmoid(), 3, 4),
        row("Hardswish()", random -> new HardSwish(), 3, 4),
        row("Hardtanh(-1, 1)", random -> new HardTanh(), 3, 4),
        row("Hardshrink(0.5)", random -> new HardShrink(), 3, 4),
        row("Softshrink(0.5)", random -> new SoftShrink(), 3, 4),
        row("Tanhshrink()", random -> new TanhShrink(), 3, 4),
        row("Threshold(0.1, 2)", random -> new Threshold(0.1, 2), 3, 4),
        row("GLU()", random -> new Glu(), 3, 4),
        row("Softmax(dim=1)", random -> new Softmax(1), 3, 4),
        row("Softmax2d()", random -> new Softmax2d(), 2, 3, 2, 2),
        row("Softmin(dim=1)", random -> new Softmin(1), 3, 4),
        row("LogSoftmax(dim=1)", random -> new LogSoftmax(1), 3, 4));
  }

  private static List<LayerRow> dropout() {
    return List.of(
        row("Dropout(0.5)", random -> Dropout.of(0.5, random), 3, 4),
        row("Dropout1d(0.5)", random -> Dropout1d.of(0.5, random), 3, 4, 2),
        row("Dropout2d(0.5)", random -> Dropout2d.of(0.5, random), 2, 3, 2, 2),
        row("Dropout3d(0.5)", random -> Dropout3d.of(0.5, random), 2, 3, 2, 2, 2),
        row("AlphaDropout(0.5)", random -> AlphaDropout.of(0.5, random), 3, 4),
        row("FeatureAlphaDropout(0.5)", random -> FeatureAlphaDropout.of(0.5, random), 2, 3, 2));
  }

  private static List<LayerRow> shape() {
    return List.of(
        row("Flatten()", random -> new Flatten(), 2, 3, 2),
        row("Unflatten(1, (2, 3))", random -> Unflatten.of(1, 2, 3), 2, 6),
        row("Upsample(scale_factor=2)", random -> Upsample.nearest(2), 1, 2, 3, 2),
        row(
            "Upsample(scale_factor=2, mode='bilinear')",
            random -> Upsample.bilinear(2),
            1,
            2,
            3,
            2),
        row(
            "Upsample(size=(5, 4), mode='bicubic', align_corners=True)",
            random -> Upsample.to(Resampling.CUBIC, true, 5, 4),
            1,
            1,
            3,
            3),
        row("PixelShuffle(2)", random -> new PixelShuffle(2), 1, 4, 2, 3),
        row("PixelUnshuffle(2)", random -> new PixelUnshuffle(2), 1, 1, 4, 2),
        row("ChannelShuffle(2)", random -> new ChannelShuffle(2), 1, 4, 2),
        row("ZeroPad2d(1)", random -> Padding.zeros(1, 1), 1, 2, 3),
        row(
            "ReflectionPad1d((1, 2))",
            random -> Padding.of(new int[] {1}, new int[] {2}, PadMode.REFLECT, 0),
            1,
            2,
            4),
        row(
            "Sequential(Linear(3, 2), ReLU(), Linear(2, 2))",
            random -> Sequential.of(Linear.of(3, 2, random), new Relu(), Linear.of(2, 2, random)),
            2,
            3));
  }

  private static List<LayerRow> recurrent() {
    return List.of(
        row("RNN(3, 2)", random -> Rnn.of(3, 2, random), 3, 2, 3),
        row(
            "RNN(3, 2, nonlinearity='relu')",
            random -> Rnn.rectified(Recurrent.of(3, 2), random),
            2,
            2,
            3),
        row("LSTM(3, 2)", random -> Lstm.of(3, 2, random), 3, 2, 3),
        row(
            "LSTM(3, 2, num_layers=2, bidirectional=True, batch_first=True)",
            random ->
                Lstm.of(Recurrent.of(3, 2).layers(2).inBothDirections().withBatchFirst(), random),
            2,
            3,
            3),
        row(
            "LSTM(3, 4, proj_size=2)",
            random -> Lstm.of(Recurrent.of(3, 4).projection(2), random),
            2,
            3),
        row("GRU(3, 2)", random -> Gru.of(3, 2, random), 3, 2, 3),
        row(
            "GRU(3, 2, bias=False)",
            random -> Gru.of(Recurrent.of(3, 2).withoutBias(), random),
            2,
            2,
            3),
        row("RNNCell(3, 2)", random -> RnnCell.of(3, 2, random), 2, 3),
        row("LSTMCell(3, 2)", random -> LstmCell.of(3, 2, random), 2, 3),
        row("GRUCell(3, 2)", random -> GruCell.of(3, 2, random), 2, 3));
  }

  private static List<LayerRow> transformers() {
    return List.of(
        row(
            "MultiheadAttention(4, 2, batch_first=True)",
            random -> MultiheadAttention.of(4, 2, random),
            1,
            3,
            4),
        row(
            "TransformerEncoderLayer(4, 2, dim_feedforward=8, dropout=0, batch_first=True)",
            random ->
                TransformerEncoderLayer.of(
                    TransformerSettings.of(4, 2).feedForward(8).dropout(0), random),
            1,
            3,
            4),
        row(
            "TransformerEncoder(layer, 2)",
            random ->
                TransformerEncoder.of(
                    TransformerSettings.of(4, 2).feedForward(4).dropout(0), 2, random),
            1,
            2,
            4));
  }
}
