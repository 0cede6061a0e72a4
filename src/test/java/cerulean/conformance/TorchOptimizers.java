package cerulean.conformance;

import cerulean.autograd.Parameter;
import cerulean.autograd.Variable;
import cerulean.optim.Adadelta;
import cerulean.optim.Adagrad;
import cerulean.optim.Adam;
import cerulean.optim.Adamax;
import cerulean.optim.Asgd;
import cerulean.optim.Gradients;
import cerulean.optim.Hyperparameters;
import cerulean.optim.Lbfgs;
import cerulean.optim.NAdam;
import cerulean.optim.Optimizer;
import cerulean.optim.ParameterGroup;
import cerulean.optim.RAdam;
import cerulean.optim.RmsProp;
import cerulean.optim.Rprop;
import cerulean.optim.Sgd;
import cerulean.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// Sections c1, c2 and c4 of the vectors: trajectories of optimizers on a small network and on
/// given gradients, and clipping.
final class TorchOptimizers {

  private static final List<String> NAMES =
      List.of(
          "SGD",
          "Adam",
          "AdamW",
          "RMSprop",
          "Adagrad",
          "Adadelta",
          "Adamax",
          "NAdam",
          "RAdam",
          "ASGD",
          "Rprop",
          "LBFGS");

  private TorchOptimizers() {}

  static void addTo(Adapters adapters) {
    for (String name : NAMES) {
      adapters.add("optim." + name, TorchOptimizers::training);
      if (!name.equals("LBFGS")) {
        adapters.single("optim_seq." + name, TorchOptimizers::trajectory);
      }
    }
    adapters.add(
        "clip_grad_norm_",
        in -> {
          List<Parameter> parameters = withGradients(in);
          double norm =
              Gradients.clipNorm(parameters, in.number("max_norm"), in.number("norm_type"));
          List<Tensor> outputs = new ArrayList<>();
          outputs.add(Tensor.scalar(norm).to(parameters.getFirst().dtype()));
          outputs.addAll(gradients(parameters));
          return outputs;
        });
    adapters.add(
        "clip_grad_value_",
        in -> {
          List<Parameter> parameters = withGradients(in);
          Gradients.clipValue(parameters, in.number("clip_value"));
          return gradients(parameters);
        });
  }

  private static List<Parameter> withGradients(Arguments in) {
    List<Parameter> parameters = new ArrayList<>();
    for (Tensor gradient : in.all()) {
      Parameter parameter = Parameter.of(gradient);
      parameter.backward(Variable.constant(gradient), false);
      parameters.add(parameter);
    }
    return parameters;
  }

  private static List<Tensor> gradients(List<Parameter> parameters) {
    return parameters.stream().map(Parameter::grad).toList();
  }

  /// The parameter after each step on a row of gradients.
  private static Tensor trajectory(Arguments in) {
    Parameter p = Parameter.of(in.in("p0"));
    Optimizer<?> optimizer =
        optimizer(in.text("optimizer"), List.of(new Group(List.of(p), in.attribute("args"))));
    Tensor gradients = in.in("grads");
    Tensor[] after = new Tensor[gradients.dim(0)];
    for (int t = 0; t < after.length; t++) {
      optimizer.zeroGrad();
      p.backward(Variable.constant(gradients.select(0, t)), false);
      optimizer.step();
      after[t] = p.value().copy();
    }
    return Tensor.stack(0, after);
  }

  /// Parameters with the arguments of their group, as PyTorch names them.
  private record Group(List<Parameter> parameters, JsonNode args) {}

  private static List<Tensor> training(Arguments in) {
    Map<String, Parameter> named = new LinkedHashMap<>();
    in.named()
        .forEach((name, value) -> {
          if (name.contains(".")) {
            named.put(name, Parameter.of(value));
          }
        });
    Supplier<Variable> loss = loss(in, named);
    List<Parameter> all = List.copyOf(named.values());
    Optimizer<?> optimizer = optimizer(in.text("optimizer"), groups(in, named));
    TorchSchedules.Running scheduler =
        in.isNull("scheduler")
            ? null
            : TorchSchedules.start(
                optimizer,
                in.attribute("scheduler").get("class").asText(),
                in.attribute("scheduler").get("args"));
    int steps = in.integer("steps");
    double[] losses = new double[steps];
    double[] rates = new double[steps];
    List<Tensor> outputs = new ArrayList<>();
    List<Integer> checkpoints = new ArrayList<>();
    in.attribute("checkpoints").forEach(one -> checkpoints.add(one.asInt()));
    for (int step = 1; step <= steps; step++) {
      rates[step - 1] = optimizer.groups().getFirst().config().lr();
      if (optimizer instanceof Lbfgs) {
        losses[step - 1] = optimizer.step(loss);
      } else {
        optimizer.zeroGrad();
        Variable value = loss.get();
        losses[step - 1] = value.value().itemDouble();
        value.backward();
        clip(in, all);
        optimizer.step();
      }
      if (scheduler != null) {
        scheduler.step(Double.NaN);
      }
      if (checkpoints.contains(step)) {
        outputs.add(flat(all));
      }
    }
    outputs.add(Tensor.of(losses, steps).to(all.getFirst().dtype()));
    if (scheduler != null) {
      outputs.add(Tensor.of(rates, steps, 1));
    }
    return outputs;
  }

  private static void clip(Arguments in, List<Parameter> all) {
    if (!in.isNull("clip")) {
      JsonNode clip = in.attribute("clip");
      if (clip.has("max_norm")) {
        Gradients.clipNorm(all, clip.get("max_norm").asDouble());
      } else {
        Gradients.clipValue(all, clip.get("clip_value").asDouble());
      }
    }
  }

  private static Supplier<Variable> loss(Arguments in, Map<String, Parameter> named) {
    Variable x = Variable.constant(in.in("X"));
    Variable y = Variable.constant(in.in("Y"));
    boolean negated = in.flag("negate_loss");
    return () -> {
      Variable hidden = x.linear(named.get("fc1.weight"), named.get("fc1.bias")).tanh();
      Variable error = hidden.linear(named.get("fc2.weight"), named.get("fc2.bias")).sub(y);
      Variable loss = error.mul(error).mean();
      return negated ? loss.neg() : loss;
    };
  }

  private static List<Group> groups(Arguments in, Map<String, Parameter> named) {
    JsonNode args = in.attribute("args");
    if (in.isNull("param_groups")) {
      return List.of(new Group(List.copyOf(named.values()), args));
    }
    List<Group> groups = new ArrayList<>();
    for (JsonNode one : in.attribute("param_groups")) {
      ObjectNode own = args.deepCopy();
      own.setAll((ObjectNode) one);
      List<Parameter> parameters = new ArrayList<>();
      one.get("params").forEach(name -> parameters.add(named.get(name.asText())));
      groups.add(new Group(parameters, own));
    }
    return groups;
  }

  private static Tensor flat(List<Parameter> parameters) {
    return Tensor.concat(
        0, parameters.stream().map(p -> p.value().flatten()).toArray(Tensor[]::new));
  }

  private static <C extends Hyperparameters<C>> Optimizer<C> with(
      List<Group> groups,
      Function<List<ParameterGroup<C>>, Optimizer<C>> optimizer,
      Function<JsonNode, C> config) {
    return optimizer.apply(
        groups.stream()
            .map(group -> new ParameterGroup<>(group.parameters(), config.apply(group.args())))
            .toList());
  }

  private static double of(JsonNode args, String name) {
    return args.get(name).asDouble();
  }

  private static boolean is(JsonNode args, String name) {
    return args.has(name) && args.get(name).asBoolean();
  }

  private static double pair(JsonNode args, String name, int i) {
    return args.get(name).get(i).asDouble();
  }

  private static Optimizer<?> optimizer(String name, List<Group> groups) {
    return switch (name) {
      case "SGD" ->
          with(
              groups,
              Sgd::new,
              a ->
                  new Sgd.Config(
                      of(a, "lr"),
                      of(a, "momentum"),
                      of(a, "dampening"),
                      of(a, "weight_decay"),
                      is(a, "nesterov"),
                      false,
                      is(a, "maximize")));
      case "Adam", "AdamW" ->
          with(
              groups,
              Adam::new,
              a ->
                  new Adam.Config(
                      of(a, "lr"),
                      pair(a, "betas", 0),
                      pair(a, "betas", 1),
                      of(a, "eps"),
                      of(a, "weight_decay"),
                      name.equals("AdamW"),
                      is(a, "amsgrad"),
                      is(a, "maximize")));
      case "RMSprop" ->
          with(
              groups,
              RmsProp::new,
              a ->
                  new RmsProp.Config(
                      of(a, "lr"),
                      of(a, "alpha"),
                      of(a, "eps"),
                      of(a, "weight_decay"),
                      of(a, "momentum"),
                      is(a, "centered"),
                      is(a, "maximize")));
      case "Adagrad" ->
          with(
              groups,
              Adagrad::new,
              a ->
                  new Adagrad.Config(
                      of(a, "lr"),
                      of(a, "lr_decay"),
                      of(a, "weight_decay"),
                      of(a, "initial_accumulator_value"),
                      of(a, "eps"),
                      is(a, "maximize")));
      case "Adadelta" ->
          with(
              groups,
              Adadelta::new,
              a ->
                  new Adadelta.Config(
                      of(a, "lr"),
                      of(a, "rho"),
                      of(a, "eps"),
                      of(a, "weight_decay"),
                      is(a, "maximize")));
      case "Adamax" ->
          with(
              groups,
              Adamax::new,
              a ->
                  new Adamax.Config(
                      of(a, "lr"),
                      pair(a, "betas", 0),
                      pair(a, "betas", 1),
                      of(a, "eps"),
                      of(a, "weight_decay"),
                      is(a, "maximize")));
      case "NAdam" ->
          with(
              groups,
              NAdam::new,
              a ->
                  new NAdam.Config(
                      of(a, "lr"),
                      pair(a, "betas", 0),
                      pair(a, "betas", 1),
                      of(a, "eps"),
                      of(a, "weight_decay"),
                      of(a, "momentum_decay"),
                      false,
                      false));
      case "RAdam" ->
          with(
              groups,
              RAdam::new,
              a ->
                  new RAdam.Config(
                      of(a, "lr"),
                      pair(a, "betas", 0),
                      pair(a, "betas", 1),
                      of(a, "eps"),
                      of(a, "weight_decay"),
                      false,
                      false));
      case "ASGD" ->
          with(
              groups,
              Asgd::new,
              a ->
                  new Asgd.Config(
                      of(a, "lr"),
                      of(a, "lambd"),
                      of(a, "alpha"),
                      of(a, "t0"),
                      of(a, "weight_decay"),
                      is(a, "maximize")));
      case "Rprop" ->
          with(
              groups,
              Rprop::new,
              a ->
                  new Rprop.Config(
                      of(a, "lr"),
                      pair(a, "etas", 0),
                      pair(a, "etas", 1),
                      pair(a, "step_sizes", 0),
                      pair(a, "step_sizes", 1),
                      is(a, "maximize")));
      case "LBFGS" -> {
        JsonNode a = groups.getFirst().args();
        yield Lbfgs.of(
            groups.getFirst().parameters(),
            new Lbfgs.Config(
                of(a, "lr"),
                a.get("max_iter").asInt(),
                a.get("max_eval").asInt(),
                of(a, "tolerance_grad"),
                of(a, "tolerance_change"),
                a.get("history_size").asInt(),
                !a.get("line_search_fn").isNull()));
      }
      default -> throw new Adapter.NotOurs("no optimizer " + name);
    };
  }
}
