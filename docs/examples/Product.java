import module cerulean.nn;
import module cerulean.optim;

void main() { // learns z = x y from 256 examples
  var random = Philox.of(42);
  var xy = Tensor.normal(random, 0f, 1f, 256, 2);
  var z = xy.narrow(1, 0, 1).mul(xy.narrow(1, 1, 1));
  var net = Sequential.of(Linear.of(2, 32, random), new Relu(), Linear.of(32, 1, random));
  var adam = Adam.of(net.parameters(), Adam.Config.withLr(0.01));
  for (int step = 0; step <= 500; step++) {
    var loss = Losses.meanSquaredError(net.forward(Variable.constant(xy)), Variable.constant(z));
    adam.zeroGrad();
    loss.backward();
    adam.step();
    if (step % 100 == 0) IO.println("step %d: loss %.3f".formatted(step, loss.value().item()));
  }
}
