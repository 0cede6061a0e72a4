package cerulean.autograd;

import cerulean.tensor.DType;
import cerulean.tensor.Shape;
import cerulean.tensor.ShapeException;
import cerulean.tensor.Tensor;
import cerulean.tensor.Workspace;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A variable that learns: a leaf whose value optimizers change in place.
///
/// For the time of a call another variable can stand in for it ([#replaced]), so that code which
/// uses parameters can be differentiated, or mapped over examples, as a function of them.
public final class Parameter extends Variable {

  /// What stands in for parameters on this thread.
  private static final ScopedValue<Map<Parameter, Variable>> STAND_INS = ScopedValue.newInstance();

  /// The number it has while gradients flow here.
  private final long ownNumber = number();

  private Parameter(Tensor value) {
    super(value, null, true);
  }

  /// A parameter that starts at a copy of `value`, which outlives every [Workspace].
  public static Parameter of(Tensor value) {
    requireFloating("parameter", value);
    return new Parameter(Workspace.outside(value::copy));
  }

  /// Converts the value to another type of elements; a gradient is forgotten.
  public void convert(DType type) {
    if (super.value().dtype() != type) {
      become(Workspace.outside(() -> super.value().to(type)), number());
    }
  }

  /// From now on no gradient flows here, and there is none: optimizers leave the value alone.
  public void freeze() {
    if (number() != 0) {
      become(super.value(), 0);
    }
  }

  /// From now on gradients flow here, as they do at first.
  public void unfreeze() {
    if (number() == 0) {
      become(super.value(), ownNumber);
    }
  }

  // ---- Stand-ins

  /// What `body` computes on this thread where each key is replaced by its value, which has its
  /// shape. Calls nest; an inner replacement goes before an outer one.
  public static <T> T replaced(Map<Parameter, ? extends Variable> by, Supplier<T> body) {
    Map<Parameter, Variable> all = new HashMap<>(STAND_INS.orElse(Map.of()));
    by.forEach((parameter, other) -> {
      Shape own = parameter.form().shape();
      if (!other.shape().equals(own)) {
        throw otherShape(own, other.shape());
      }
      all.put(parameter, other);
    });
    return ScopedValue.where(STAND_INS, all).call(body::get);
  }

  /// `in` with what stands in for its parameters here.
  static Variable[] standIns(Variable... in) {
    if (!STAND_INS.isBound()) {
      return in;
    }
    Variable[] all = in.clone();
    for (int i = 0; i < all.length; i++) {
      if (all[i] instanceof Parameter parameter) {
        Variable other = parameter.standIn();
        all[i] = other == null ? parameter : other;
      }
    }
    return all;
  }

  private @Nullable Variable standIn() {
    return STAND_INS.isBound() ? STAND_INS.get().get(this) : null;
  }

  @Override
  public Tensor value() {
    Variable other = standIn();
    return other == null ? super.value() : other.value();
  }

  @Override
  public DType dtype() {
    return form().dtype();
  }

  @Override
  public boolean requiresGrad() {
    Variable other = standIn();
    return other == null ? super.requiresGrad() : other.requiresGrad();
  }

  @Override
  Tensor form() {
    Variable other = standIn();
    return other == null ? super.form() : other.form();
  }

  @Override
  @Nullable Trace trace() {
    Variable other = standIn();
    return other == null ? super.trace() : other.trace();
  }

  private static ShapeException otherShape(Shape own, Shape other) {
    return new ShapeException(
        "replaced", "a parameter " + own + " can not be replaced by " + other, own, other);
  }
}
