/// Models and tensors in the Open Neural Network Exchange format.
module cerulean.onnx {
  requires transitive cerulean.tensor;

  exports cerulean.onnx;
  exports cerulean.onnx.run;
}
