package cerulean.tensor;

/// What somebody types first: run by [ClassPathTest] in a virtual machine of its own.
final class TwoLineProgram {

  private TwoLineProgram() {}

  public static void main(String[] arguments) {
    Tensor a = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
    System.out.println(java.util.Arrays.toString(a.matmul(a).toArray()));
  }
}
