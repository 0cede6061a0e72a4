package cerulean.tensor.kernel;

/// Where the patches lie that a window cuts from an image of three spatial axes; images with fewer
/// have axes of size 1 in front.
///
/// Place `p` of tap `k` along an axis is element `p * stride + k * dilation - pad` of the image, if
/// it is inside; else the tap is padding and reads 0. Every array has three entries.
@SuppressWarnings("ArrayRecordComponent") // Made for one operation, never written.
public record PatchGrid(
    int[] image, int[] places, int[] kernel, int[] strides, int[] pads, int[] dilations) {

  /// Elements of one channel.
  public int area() {
    return image[0] * image[1] * image[2];
  }

  /// Taps of the window.
  public int taps() {
    return kernel[0] * kernel[1] * kernel[2];
  }

  /// Places of the window.
  public int positions() {
    return places[0] * places[1] * places[2];
  }

  /// The element of an axis at a place of the window; it may be outside.
  int element(int axis, int place, int tap) {
    return place * strides[axis] + tap * dilations[axis] - pads[axis];
  }

  /// The first place at which a tap along the last axis is at element `least` or behind.
  int firstPlace(int tap, int least) {
    int distance = least - element(2, 0, tap);
    return distance <= 0 ? 0 : (distance - 1) / strides[2] + 1;
  }
}
