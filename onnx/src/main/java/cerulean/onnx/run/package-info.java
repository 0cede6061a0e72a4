/// Execution of ONNX graphs on tensors.
///
/// [GraphRunner] evaluates the nodes of a graph in their order. What a node does is an [Operator],
/// found by name in [Operators]; the operators themselves are in one class per family
/// (`ElementwiseOperators`, `ConvolutionOperators`, ...), each a few lines that read the attributes
/// and call the tensor library. Semantics are those of the ONNX operator documents; where versions
/// of an operator differ, the model's version decides.
@NullMarked
package cerulean.onnx.run;

import org.jspecify.annotations.NullMarked;
