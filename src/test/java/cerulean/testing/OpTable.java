package cerulean.testing;

import cerulean.tensor.Activations;
import cerulean.tensor.Attention;
import cerulean.tensor.Bits;
import cerulean.tensor.Convolution;
import cerulean.tensor.Einsum;
import cerulean.tensor.Fourier;
import cerulean.tensor.Indexing;
import cerulean.tensor.Interpolation;
import cerulean.tensor.LinearAlgebra;
import cerulean.tensor.Normalization;
import cerulean.tensor.Pooling;
import cerulean.tensor.Recurrence;
import cerulean.tensor.Sorting;
import cerulean.tensor.Special;
import cerulean.tensor.Tensor;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Every operation, a row or more each. A public method of the classes behind [#DOORS] that returns
/// tensors and has no row here fails the build, and so does a row with a gradient that `Variable`
/// does not have. Named apart are [#KERNELS].
public final class OpTable {

  /// Where a user finds operations.
  public static final List<Class<?>> DOORS =
      List.of(
          Tensor.class,
          Sorting.class,
          Special.class,
          Bits.class,
          Activations.class,
          Indexing.class,
          Einsum.class,
          Convolution.class,
          Pooling.class,
          Normalization.class,
          Attention.class,
          Recurrence.class,
          Interpolation.class,
          Fourier.class,
          LinearAlgebra.class);

  /// Several gradients in one pass, which have tests of their own and which rows of what they are
  /// the gradients of go through; and means with variances, of which variables have `mean` and
  /// `var`.
  public static final Set<String> KERNELS =
      Set.of(
          "attentionGradients",
          "batchNormGradients",
          "layerNormGradients",
          "rmsNormGradients",
          "gruGradient",
          "lstmGradient",
          "batchMoments");

  private static final List<OpRow> ROWS =
      Stream.of(
              new ElementwiseRows(),
              new SpecialRows(),
              new ActivationRows(),
              new ReductionRows(),
              new SortingRows(),
              new SoftmaxRows(),
              new MatrixRows(),
              new LinearAlgebraRows(),
              new EinsumRows(),
              new ConvolutionRows(),
              new PoolingRows(),
              new NormalizationRows(),
              new AttentionRows(),
              new RecurrenceRows(),
              new InterpolationRows(),
              new FourierRows(),
              new ViewRows(),
              new IndexRows(),
              new ScatterRows(),
              new MaskRows(),
              new JoinRows())
          .flatMap(rows -> rows.list().stream())
          .toList();

  private OpTable() {}

  public static List<OpRow> rows() {
    return ROWS;
  }
}
