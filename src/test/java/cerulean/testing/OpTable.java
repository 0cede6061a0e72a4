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
import cerulean.tensor.Sorting;
import cerulean.tensor.Special;
import cerulean.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/// Every operation, a row or more each. A public method of the classes behind [#DOORS] that returns
/// a tensor and has no row here fails the build, and so does a row with a gradient that `Variable`
/// does not have.
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
          Interpolation.class,
          Fourier.class,
          LinearAlgebra.class);

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
