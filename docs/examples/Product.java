import cerulean.autograd.*;
import cerulean.nn.*;
import cerulean.nn.loss.*;
import cerulean.optim.*;
import cerulean.tensor.*;

void main() { // learns z = x y from 256 examples
  Philox random = Philox.of(42);
  Tensor xy = Tensor.normal(random, 0f, 1f, 256, 2);
  Tensor z = xy.narrow(1, 0, 1).mul(xy.narrow(1, 1, 1));
  Layer net = Sequential.of(Linear.of(2, 32, random), new Relu(), Linear.of(32, 1, random));
  Adam adam = Adam.of(net.parameters(), Adam.Config.withLr(0.01));
  for (int step = 0; step <= 500; step++) {
    Variable out = net.forward(Variable.constant(xy));
    Variable loss = Losses.meanSquaredError(out, Variable.constant(z));
    adam.zeroGrad();
    loss.backward();
    adam.step();
    if (step % 100 == 0) IO.println("step %d: loss %.3f".formatted(step, loss.value().item()));
  }
}
