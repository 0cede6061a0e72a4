package cerulean.conformance;

import cerulean.autograd.Parameter;
import cerulean.optim.Adam;
import cerulean.optim.Cyclic;
import cerulean.optim.Hyperparameters;
import cerulean.optim.OneCycle;
import cerulean.optim.Optimizer;
import cerulean.optim.ParameterGroup;
import cerulean.optim.Plateau;
import cerulean.optim.Schedule;
import cerulean.optim.Scheduler;
import cerulean.optim.Sgd;
import cerulean.tensor.Tensor;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Section c3 of the vectors: learning rates, and momenta, along schedules.
final class TorchSchedules {

  private static final List<String> NAMES =
      List.of(
          "StepLR",
          "MultiStepLR",
          "ExponentialLR",
          "CosineAnnealingLR",
          "CosineAnnealingWarmRestarts",
          "OneCycleLR",
          "LinearLR",
          "ConstantLR",
          "PolynomialLR",
          "CyclicLR",
          "LambdaLR",
          "MultiplicativeLR",
          "SequentialLR",
          "ChainedScheduler",
          "ReduceLROnPlateau");

  private TorchSchedules() {}

  /// What moves the rates after a step.
  interface Running {
    void step(double metric);
  }

  static void addTo(Adapters adapters) {
    for (String name : NAMES) {
      adapters.add("sched." + name, in -> rates(name, in));
    }
  }

  private static List<Tensor> rates(String name, Arguments in) {
    List<Double> bases = new ArrayList<>();
    in.attribute("base_lrs").forEach(rate -> bases.add(rate.asDouble()));
    return in.text("optimizer").equals("Adam")
        ? rates(name, in, new Adam(groups(bases, Adam.Config.defaults())))
        : rates(name, in, new Sgd(groups(bases, Sgd.Config.momentum(1, 0.9))));
  }

  private static <C extends Hyperparameters<C>> List<ParameterGroup<C>> groups(
      List<Double> rates, C config) {
    return rates.stream()
        .map(rate -> new ParameterGroup<>(List.of(Parameter.of(Tensor.zeros(1))), config.lr(rate)))
        .toList();
  }

  private static <C extends Hyperparameters.Momentum<C>> List<Tensor> rates(
      String name, Arguments in, Optimizer<C> optimizer) {
    JsonNode args = in.attribute("args");
    Running running = startWithMomentum(optimizer, name, args);
    int steps = in.integer("n_steps");
    int groups = optimizer.groups().size();
    double[] rates = new double[(steps + 1) * groups];
    double[] momenta = new double[(steps + 1) * groups];
    for (int step = 0; step <= steps; step++) {
      for (int i = 0; i < groups; i++) {
        rates[step * groups + i] = optimizer.groups().get(i).config().lr();
        momenta[step * groups + i] = optimizer.groups().get(i).config().momentum();
      }
      if (step < steps) {
        running.step(
            in.isNull("metrics") ? Double.NaN : in.attribute("metrics").get(step).asDouble());
      }
    }
    List<Tensor> outputs = new ArrayList<>();
    outputs.add(Tensor.of(rates, steps + 1, groups));
    if (args.has("cycle_momentum") && args.get("cycle_momentum").asBoolean()) {
      outputs.add(Tensor.of(momenta, steps + 1, groups));
    }
    return outputs;
  }

  /// As PyTorch's class of this name does with these arguments.
  @SuppressWarnings({"unchecked", "rawtypes"})
  static Running start(Optimizer<?> optimizer, String name, JsonNode args) {
    boolean moves = optimizer.groups().getFirst().config() instanceof Hyperparameters.Momentum<?>;
    return moves
        ? startWithMomentum((Optimizer) optimizer, name, args)
        : running(Scheduler.perGroup(optimizer, perGroup(name, args, optimizer.groups().size())));
  }

  private static <C extends Hyperparameters.Momentum<C>> Running startWithMomentum(
      Optimizer<C> optimizer, String name, JsonNode args) {
    if (name.equals("ReduceLROnPlateau")) {
      Plateau plateau = Plateau.of(optimizer, plateau(args));
      return plateau::step;
    }
    int groups = optimizer.groups().size();
    Scheduler scheduler = Scheduler.perGroup(optimizer, perGroup(name, args, groups));
    if (args.has("cycle_momentum") && args.get("cycle_momentum").asBoolean()) {
      Schedule momentum =
          name.equals("OneCycleLR") ? oneCycle(args, 0).momentum() : cyclic(args, 0).momentum();
      scheduler.withMomentum(optimizer, momentum);
    }
    return running(scheduler);
  }

  private static Running running(Scheduler scheduler) {
    return metric -> scheduler.step();
  }

  private static List<Schedule> perGroup(String name, JsonNode args, int groups) {
    List<Schedule> schedules = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      schedules.add(schedule(name, args, i));
    }
    return schedules;
  }

  private static double of(JsonNode args, String name) {
    return args.get(name).asDouble();
  }

  /// A number for all groups, or one for each.
  private static double of(JsonNode args, String name, int group) {
    JsonNode value = args.get(name);
    return value.isArray() ? value.get(group).asDouble() : value.asDouble();
  }

  private static long count(JsonNode args, String name) {
    return args.get(name).asLong();
  }

  private static Schedule schedule(String name, JsonNode args, int group) {
    return switch (name) {
      case "StepLR" -> Schedule.step(count(args, "step_size"), of(args, "gamma"));
      case "MultiStepLR" -> Schedule.multiStep(of(args, "gamma"), counts(args.get("milestones")));
      case "ExponentialLR" -> Schedule.exponential(of(args, "gamma"));
      case "CosineAnnealingLR" -> Schedule.cosine(count(args, "T_max"), of(args, "eta_min"));
      case "CosineAnnealingWarmRestarts" ->
          Schedule.cosineRestarts(count(args, "T_0"), count(args, "T_mult"), of(args, "eta_min"));
      case "LinearLR" ->
          Schedule.linear(
              of(args, "start_factor"), of(args, "end_factor"), count(args, "total_iters"));
      case "ConstantLR" -> Schedule.constant(of(args, "factor"), count(args, "total_iters"));
      case "PolynomialLR" -> Schedule.polynomial(count(args, "total_iters"), of(args, "power"));
      case "OneCycleLR" -> oneCycle(args, group).rate();
      case "CyclicLR" -> cyclic(args, group).rate();
      case "LambdaLR" -> lambda(args.get("lambda"));
      case "MultiplicativeLR" -> {
        double factor = of(args.get("lambda"), "base");
        yield Schedule.multiplicative(step -> factor);
      }
      case "SequentialLR" ->
          Schedule.sequential(parts(args, group), counts(args.get("milestones")));
      case "ChainedScheduler" -> Schedule.chained(parts(args, group).toArray(Schedule[]::new));
      default -> throw new Adapter.NotOurs("no schedule " + name);
    };
  }

  private static List<Schedule> parts(JsonNode args, int group) {
    List<Schedule> parts = new ArrayList<>();
    for (JsonNode part : args.get("schedulers")) {
      parts.add(schedule(part.get("class").asText(), part.get("args"), group));
    }
    return parts;
  }

  private static long[] counts(JsonNode list) {
    long[] counts = new long[list.size()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = list.get(i).asLong();
    }
    return counts;
  }

  private static Schedule lambda(JsonNode lambda) {
    if (lambda.get("kind").asText().equals("exp")) {
      double base = of(lambda, "base");
      return Schedule.lambda(step -> Math.pow(base, (double) step));
    }
    double warmup = of(lambda, "warmup");
    return Schedule.lambda(
        step -> Math.min(Math.pow(step + 1.0, -0.5), (step + 1) * Math.pow(warmup, -1.5)));
  }

  private static OneCycle oneCycle(JsonNode args, int group) {
    long steps =
        args.has("total_steps")
            ? count(args, "total_steps")
            : count(args, "epochs") * count(args, "steps_per_epoch");
    return OneCycle.of(of(args, "max_lr", group), steps)
        .rise(of(args, "pct_start"))
        .divisors(of(args, "div_factor"), of(args, "final_div_factor"))
        .momenta(of(args, "base_momentum"), of(args, "max_momentum"))
        .linear(args.get("anneal_strategy").asText().equals("linear"))
        .threePhases(args.get("three_phase").asBoolean());
  }

  private static Cyclic cyclic(JsonNode args, int group) {
    long up = count(args, "step_size_up");
    Cyclic plain =
        Cyclic.of(of(args, "base_lr", group), of(args, "max_lr", group), up)
            .down(args.get("step_size_down").isNull() ? up : count(args, "step_size_down"));
    return switch (args.get("mode").asText()) {
      case "triangular2" -> plain.halving();
      case "exp_range" -> plain.exponential(of(args, "gamma"));
      default ->
          args.has("base_momentum")
              ? plain.momenta(of(args, "base_momentum"), of(args, "max_momentum"))
              : plain;
    };
  }

  private static Plateau.Config plateau(JsonNode args) {
    return new Plateau.Config(
        args.get("mode").asText().equals("max"),
        of(args, "factor"),
        count(args, "patience"),
        of(args, "threshold"),
        args.get("threshold_mode").asText().equals("abs"),
        count(args, "cooldown"),
        of(args, "min_lr"),
        of(args, "eps"));
  }
}
