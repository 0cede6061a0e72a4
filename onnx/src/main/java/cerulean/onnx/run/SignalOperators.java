package cerulean.onnx.run;

import cerulean.tensor.DType;
import cerulean.tensor.Fourier;
import cerulean.tensor.Tensor;
import java.util.Map;

/// Discrete Fourier transforms, windows and the mel scale.
final class SignalOperators {

  private SignalOperators() {}

  static void register(Map<String, Operator> table) {
    table.put("DFT", Operator.single(SignalOperators::dft));
    table.put("STFT", Operator.single(SignalOperators::stft));
    table.put("HannWindow", Operator.single(c -> window(c, 0.5, -0.5, 0)));
    // The coefficients of the definition: the exact form of 0.54 and 0.46.
    table.put("HammingWindow", Operator.single(c -> window(c, 25.0 / 46, -21.0 / 46, 0)));
    table.put("BlackmanWindow", Operator.single(c -> window(c, 0.42, -0.5, 0.08)));
    table.put("MelWeightMatrix", Operator.single(SignalOperators::melWeights));
  }

  /// Parts of numbers are the last axis, of size 1 for real ones. The axis is an attribute up to
  /// version 19 and then an input.
  private static Tensor dft(Call call) {
    Tensor x = call.input(0);
    boolean inverse = call.node().flagOr("inverse", false);
    boolean oneSided = call.node().flagOr("onesided", false);
    int given = call.opset() < 20 ? call.intOr("axis", 1) : call.has(2) ? call.number(2) : -2;
    int axis = given < 0 ? given + x.rank() : given;
    if (axis < 0 || axis >= x.rank() - 1) {
      throw call.unsupported("axis " + given + " is none of numbers in " + x.shape());
    }
    int size = x.dim(axis);
    if (inverse && oneSided) {
      return Fourier.irfft(pairs(x), length(call, x, axis, 2 * (size - 1)), axis)
          .unsqueeze(x.rank() - 1);
    }
    int n = length(call, x, axis, size);
    if (inverse) {
      return Fourier.ifft(pairs(x), n, axis);
    }
    if (!oneSided) {
      return Fourier.fft(pairs(x), n, axis);
    }
    return x.dim(-1) == 1
        ? Fourier.rfft(x.squeeze(-1), n, axis)
        : Fourier.fft(x, n, axis).narrow(axis, 0, n / 2 + 1);
  }

  private static int length(Call call, Tensor x, int axis, int otherwise) {
    if (!call.has(1)) {
      return otherwise;
    }
    int length = call.size(1);
    // Twice, as real numbers become pairs.
    call.checkSize(2, length, Math.max(1, x.size() / Math.max(1, x.dim(axis))));
    return length;
  }

  /// Complex numbers from real ones.
  private static Tensor pairs(Tensor x) {
    return x.dim(-1) == 1 ? x.pad(x.rank() - 1, 0, 1) : x;
  }

  /// Transforms of overlapping frames: `[batch, frames, bins, 2]` from `[batch, samples, parts]`.
  private static Tensor stft(Call call) {
    Tensor signal = call.input(0);
    if (signal.rank() == 2) {
      signal = signal.unsqueeze(2);
    }
    int step = call.number(1);
    int length = call.has(3) ? call.number(3) : call.has(2) ? call.input(2).size() : signal.dim(1);
    // [batch, frames, length, parts]
    Tensor frames = signal.unfold(1, length, step).swapAxes(2, 3);
    if (call.has(2)) {
      frames = frames.mul(call.input(2).unsqueeze(1));
    }
    if (!call.node().flagOr("onesided", true)) {
      return Fourier.fft(pairs(frames), 2);
    }
    return frames.dim(-1) == 1
        ? Fourier.rfft(frames.squeeze(-1), 2)
        : Fourier.fft(frames, 2).narrow(2, 0, length / 2 + 1);
  }

  /// `a + b cos(2 pi i / n) + c cos(4 pi i / n)`, of period `size` or `size - 1`.
  private static Tensor window(Call call, double a, double b, double c) {
    int size = call.size(0);
    call.checkSize(size);
    double n = call.node().flagOr("periodic", true) ? size : size - 1;
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      double angle = n == 0 ? Math.PI : 2 * Math.PI * i / n;
      values[i] = a + b * Math.cos(angle) + c * Math.cos(2 * angle);
    }
    return Tensor.wrap(values, size).to(outputType(call));
  }

  /// Triangles over the bins of a spectrum, `[bins, mels]`, whose corners are evenly spaced on the
  /// mel scale and lie on bins.
  private static Tensor melWeights(Call call) {
    int mels = call.size(0);
    long length = call.size(1);
    long rate = call.input(2).itemLong();
    double low = mel(call.input(3).itemDouble());
    double high = mel(call.input(4).itemDouble());
    int bins = (int) (length / 2) + 1;
    call.checkSize(bins, mels);
    call.checkSize(mels + 2L);
    int[] corners = new int[mels + 2];
    for (int i = 0; i < corners.length; i++) {
      // The definition divides by the number of corners, not by that of the steps between them.
      double hertz = 700 * (Math.pow(10, (i * (high - low) / corners.length + low) / 2595) - 1);
      corners[i] = (int) Math.floor((length + 1) * hertz / rate);
    }
    double[] weights = new double[bins * mels];
    for (int m = 0; m < mels; m++) {
      int from = corners[m];
      int peak = corners[m + 1];
      int to = corners[m + 2];
      if (Math.min(from, peak) < 0 || peak >= bins || to > bins) {
        throw call.unsupported(
            ("triangle from bin %d over %d to %d is not among the %d bins; frequencies must be from 0"
                    + " to half the rate")
                .formatted(from, peak, to, bins));
      }
      for (int bin = from; bin < peak; bin++) {
        weights[bin * mels + m] = (double) (bin - from) / (peak - from);
      }
      weights[peak * mels + m] = 1;
      for (int bin = peak + 1; bin < to; bin++) {
        weights[bin * mels + m] = (double) (to - bin) / (to - peak);
      }
    }
    return Tensor.wrap(weights, bins, mels).to(outputType(call));
  }

  private static double mel(double hertz) {
    return 2595 * Math.log10(1 + hertz / 700);
  }

  private static DType outputType(Call call) {
    return ElementwiseOperators.type(call, call.node().intOr("output_datatype", 1));
  }
}
