package cerulean.bench.peers;

import cerulean.bench.task.Network;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// The forward passes of the networks in PyTorch's functions.
abstract class TorchNetwork {

  private static final long[] ONE = {1, 1};
  private static final long[] TWO = {2, 2};
  private static final long[] NO_PADDING = {0, 0};
  private static final TensorOptional NONE = new TensorOptional();
  private static final double EPSILON = 1e-5;

  private final Map<String, Tensor> parameters;
  private final Map<String, TensorOptional> optionals = new LinkedHashMap<>();

  TorchNetwork(Map<String, Tensor> parameters) {
    this.parameters = parameters;
    parameters.forEach((name, value) -> optionals.put(name, new TensorOptional(value)));
  }

  /// The output for a batch.
  abstract Tensor forward(Tensor x);

  /// The network with these parameters.
  static TorchNetwork of(Network network, Map<String, Tensor> parameters, int batch) {
    return switch (network) {
      case MLP, TINY -> new Dense(parameters);
      case CNN -> new Convolutional(parameters);
      case RESNET -> new Residual(parameters);
      case LSTM -> new Recurrent(parameters, batch);
      case TRANSFORMER -> new Transformer(parameters);
    };
  }

  final Tensor weight(String name) {
    return Objects.requireNonNull(parameters.get(name), name);
  }

  final TensorOptional optional(String name) {
    return Objects.requireNonNull(optionals.get(name), name);
  }

  final Tensor linear(Tensor x, String name) {
    return torch.linear(x, weight(name + ".weight"), optional(name + ".bias"));
  }

  /// Three layers with ReLU between them.
  private static final class Dense extends TorchNetwork {
    Dense(Map<String, Tensor> parameters) {
      super(parameters);
    }

    @Override
    Tensor forward(Tensor x) {
      return linear(torch.relu(linear(torch.relu(linear(x, "0")), "2")), "4");
    }
  }

  private static final class Convolutional extends TorchNetwork {
    Convolutional(Map<String, Tensor> parameters) {
      super(parameters);
    }

    @Override
    Tensor forward(Tensor x) {
      Tensor a = torch.relu(convolution(x, "conv1"));
      Tensor b = torch.relu(convolution(a, "conv2"));
      Tensor c = torch.max_pool2d(b, TWO).reshape(x.size(0), 9216);
      return linear(torch.relu(linear(c, "fc1")), "fc2");
    }

    private Tensor convolution(Tensor x, String name) {
      return torch.conv2d(
          x, weight(name + ".weight"), optional(name + ".bias"), ONE, NO_PADDING, ONE, 1);
    }
  }

  private static final class Residual extends TorchNetwork {
    private final Map<String, TensorOptional> means = new LinkedHashMap<>();
    private final Map<String, TensorOptional> variances = new LinkedHashMap<>();

    Residual(Map<String, Tensor> parameters) {
      super(parameters);
      parameters.forEach((name, value) -> {
        if (name.contains("norm") && name.endsWith(".weight")) {
          String norm = name.substring(0, name.length() - ".weight".length());
          means.put(norm, new TensorOptional(torch.zeros(value.size(0))));
          variances.put(norm, new TensorOptional(torch.ones(value.size(0))));
        }
      });
    }

    @Override
    Tensor forward(Tensor x) {
      Tensor a = torch.relu(layer(x, "", 1, 1, 1));
      for (int stage = 1; stage <= 4; stage++) {
        a = block(a, "layer" + stage + ".0.", stage == 1 ? 1 : 2);
        a = block(a, "layer" + stage + ".1.", 1);
      }
      return linear(torch.adaptive_avg_pool2d(a, 1, 1).reshape(x.size(0), -1), "linear");
    }

    private Tensor block(Tensor x, String name, int stride) {
      Tensor inner = layer(torch.relu(layer(x, name, 1, stride, 1)), name, 2, 1, 1);
      Tensor outer = stride == 1 ? x : layer(x, name + "shortcut.", 1, stride, 0);
      return torch.relu(torch.add(inner, outer));
    }

    /// A convolution and the normalisation behind it.
    private Tensor layer(Tensor x, String name, int number, int stride, int padding) {
      Tensor y =
          torch.conv2d(
              x,
              weight(name + "conv" + number + ".weight"),
              NONE,
              stride == 1 ? ONE : TWO,
              padding == 0 ? NO_PADDING : ONE,
              ONE,
              1);
      String norm = name + "norm" + number;
      return torch.batch_norm(
          y,
          optional(norm + ".weight"),
          optional(norm + ".bias"),
          Objects.requireNonNull(means.get(norm)),
          Objects.requireNonNull(variances.get(norm)),
          true,
          0.1,
          EPSILON,
          false);
    }
  }

  private static final class Recurrent extends TorchNetwork {
    private final TensorVector state;
    private final TensorVector weights;

    Recurrent(Map<String, Tensor> parameters, int batch) {
      super(parameters);
      state =
          new TensorVector(
              torch.zeros(1, batch, Network.WIDTH), torch.zeros(1, batch, Network.WIDTH));
      weights =
          new TensorVector(
              weight("weight_ih"), weight("weight_hh"), weight("bias_ih"), weight("bias_hh"));
    }

    @Override
    Tensor forward(Tensor x) {
      T_TensorTensorTensor_T all = torch.lstm(x, state, weights, true, 1, 0.0, true, false, false);
      return linear(all.get1().select(0, 0), "head");
    }
  }

  private static final class Transformer extends TorchNetwork {
    private static final long[] WIDTH = {Network.WIDTH};
    private static final DoubleOptional SCALE = new DoubleOptional();

    Transformer(Map<String, Tensor> parameters) {
      super(parameters);
    }

    @Override
    Tensor forward(Tensor x) {
      Tensor a = torch.add(x, attention(norm(x, "norm1")));
      Tensor b = linear(torch.gelu(linear(norm(a, "norm2"), "linear1")), "linear2");
      return torch.add(a, b);
    }

    private Tensor norm(Tensor x, String name) {
      return torch.layer_norm(
          x, WIDTH, optional(name + ".weight"), optional(name + ".bias"), EPSILON, true);
    }

    private Tensor attention(Tensor x) {
      long batch = x.size(0);
      Tensor all =
          linear(x, "attention.in")
              .view(batch, Network.STEPS, 3, Network.HEADS, Network.WIDTH / Network.HEADS)
              .permute(2, 0, 3, 1, 4);
      Tensor mixed =
          torch.scaled_dot_product_attention(
              all.select(0, 0), all.select(0, 1), all.select(0, 2), NONE, 0.0, false, SCALE, false);
      return linear(
          mixed.transpose(1, 2).reshape(batch, Network.STEPS, Network.WIDTH), "attention.out");
    }
  }
}
