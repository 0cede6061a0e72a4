package cerulean.autograd;

/// Elements that were chosen along an axis, through which a gradient flows, and the indices (I64)
/// that they had, which have none.
public record Selection(Variable values, Variable indices) {}
