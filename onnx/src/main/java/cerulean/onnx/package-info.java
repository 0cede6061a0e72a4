/// Models and tensors in the Open Neural Network Exchange format (ONNX), as plain records.
///
/// [OnnxReader] turns bytes that nobody has vouched for into a [Model]: sizes are compared with the
/// bytes that are there before anything is allocated, messages nest only so deep, and whatever is
/// wrong is an [OnnxFormatException] of one sentence. A [Model] holds a [Graph], a graph holds
/// [Node]s with [Attribute]s, and constants are [TensorData]. Start with [OnnxReader].
///
/// Field numbers and their meaning are those of `onnx.proto3` of the ONNX project, IR version 14;
/// the encoding is protobuf's, `protobuf.dev/programming-guides/encoding`.
@NullMarked
package cerulean.onnx;

import org.jspecify.annotations.NullMarked;
