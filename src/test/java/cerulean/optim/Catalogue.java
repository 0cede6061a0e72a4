package cerulean.optim;

import cerulean.autograd.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Every optimizer there is, in every form that has a loop or a state of its own.
final class Catalogue {

  /// How an optimizer of some parameters is made.
  interface Maker {
    Optimizer<?> of(List<Parameter> parameters);
  }

  private static final Map<String, Maker> MAKERS = new LinkedHashMap<>();

  static {
    put("sgd", p -> Sgd.of(p, Sgd.Config.plain(0.1)));
    put("sgd decayed", p -> Sgd.of(p, Sgd.Config.plain(0.1).weightDecay(0.1)));
    put("momentum", p -> Sgd.of(p, Sgd.Config.momentum(0.05, 0.9).weightDecay(0.01)));
    put("dampened", p -> Sgd.of(p, Sgd.Config.momentum(0.05, 0.9).dampening(0.5)));
    put("nesterov", p -> Sgd.of(p, Sgd.Config.momentum(0.05, 0.9).nesterov(true)));
    put("sgdw", p -> Sgd.of(p, Sgd.Config.momentum(0.05, 0.9).weightDecay(0.01).decoupled(true)));
    put("adam", p -> Adam.of(p, Adam.Config.withLr(0.05).weightDecay(0.01)));
    put("amsgrad", p -> Adam.of(p, Adam.Config.withLr(0.05).beta2(0.5).amsgrad(true)));
    put("adamw", p -> AdamW.of(p, AdamW.withLr(0.05)));
    put("adamw amsgrad", p -> AdamW.of(p, AdamW.withLr(0.05).beta2(0.5).amsgrad(true)));
    put("nadam", p -> NAdam.of(p, NAdam.Config.withLr(0.05).weightDecay(0.01)));
    put(
        "nadam decoupled",
        p -> NAdam.of(p, NAdam.Config.withLr(0.05).weightDecay(0.01).decoupled(true)));
    put("radam", p -> RAdam.of(p, RAdam.Config.withLr(0.05).beta2(0.99).weightDecay(0.01)));
    put(
        "radam decoupled",
        p -> RAdam.of(p, RAdam.Config.withLr(0.05).weightDecay(0.01).decoupled(true)));
    put("adamax", p -> Adamax.of(p, Adamax.Config.withLr(0.05).weightDecay(0.01)));
    put("rmsprop", p -> RmsProp.of(p, RmsProp.Config.withLr(0.02).weightDecay(0.01)));
    put("rmsprop momentum", p -> RmsProp.of(p, RmsProp.Config.withLr(0.01).momentum(0.5)));
    put("rmsprop centered", p -> RmsProp.of(p, RmsProp.Config.withLr(0.01).centered(true)));
    put(
        "rmsprop centered momentum",
        p -> RmsProp.of(p, RmsProp.Config.withLr(0.005).centered(true).momentum(0.5)));
    put("adagrad", p -> Adagrad.of(p, Adagrad.Config.withLr(0.2).lrDecay(0.01).initialSum(0.1)));
    put("adadelta", p -> Adadelta.of(p, Adadelta.Config.withLr(1).epsilon(1e-3)));
    put("asgd", p -> Asgd.of(p, Asgd.Config.withLr(0.1).lambda(1e-3).t0(3)));
    put("rprop", p -> Rprop.of(p, Rprop.Config.withLr(0.05)));
    put("lion", p -> Lion.of(p, Lion.Config.withLr(0.01).weightDecay(0.1)));
    put("fast and slow", p -> FastSlowSgd.of(p, FastSlowSgd.Config.of(0.05, 0.05, 0.5)));
    put("muon", p -> Muon.of(p, Muon.Config.withLr(0.02)));
    put(
        "muon as adamw",
        p -> Muon.of(p, Muon.Config.withLr(0.05).matchAdamW(true).nesterov(false)));
    put("gain", p -> GainSgd.of(p, GainSgd.Config.ofPaper(0.1, 0.3)));
    put("lookahead", p -> Lookahead.of(Adam.of(p, Adam.Config.withLr(0.05)), 3, 0.5));
    put("sam", p -> Sam.of(Sgd.of(p, Sgd.Config.momentum(0.05, 0.9)), 0.05));
    put("adaptive sam", p -> Sam.adaptive(Sgd.of(p, Sgd.Config.plain(0.1)), 0.2));
    put("lbfgs", p -> Lbfgs.of(p, Lbfgs.Config.searching().iterations(2).history(3)));
    put("lbfgs fixed", p -> Lbfgs.of(p, Lbfgs.Config.defaults().lr(0.2).iterations(3)));
    put("accumulated", p -> GradientAccumulation.of(Adam.of(p, Adam.Config.withLr(0.05)), 2));
  }

  private Catalogue() {}

  private static void put(String name, Maker maker) {
    MAKERS.put(name, maker);
  }

  static Stream<String> names() {
    return MAKERS.keySet().stream();
  }

  static Optimizer<?> make(String name, List<Parameter> parameters) {
    return MAKERS.get(name).of(parameters);
  }

  /// Those that change each parameter by itself.
  static Stream<String> perParameter() {
    return names()
        .filter(name -> make(name, List.of(SgdTest.parameter(1))) instanceof PerParameterOptimizer);
  }
}
