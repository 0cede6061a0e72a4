package cerulean.autograd;

/// The largest elements under a window and where each lies in its image, flat in row-major order,
/// as I64 and without gradient; see [cerulean.tensor.Pooling.Maxima].
public record Maxima(Variable values, Variable indices) {}
