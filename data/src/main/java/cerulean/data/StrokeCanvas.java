package cerulean.data;

import java.util.Arrays;

/// A square picture on which a round pen of changing width draws straight pieces.
///
/// It keeps, for each pixel, the distance from the pixel's centre to the nearest edge of the ink
/// (negative inside), in pixels; that is turned into grey at the end, so pieces that overlap leave
/// no seams and edges are smooth. Pixel `(y, x)` has its centre at `(y + 0.5, x + 0.5)`.
final class StrokeCanvas {

  /// Pixels farther from the ink than this have none: half of the softest edge.
  private static final float REACH = 1.5f;

  private final int side;
  private final float[] distances;

  StrokeCanvas(int side) {
    this.side = side;
    this.distances = new float[side * side];
  }

  void clear() {
    Arrays.fill(distances, REACH);
  }

  /// Draws from `(x0, y0)`, where the pen's radius is `r0`, straight to `(x1, y1)` with `r1`.
  void line(float x0, float y0, float r0, float x1, float y1, float r1) {
    float margin = Math.max(r0, r1) + REACH;
    int left = firstPixel(Math.min(x0, x1) - margin);
    int right = lastPixel(Math.max(x0, x1) + margin);
    int top = firstPixel(Math.min(y0, y1) - margin);
    int bottom = lastPixel(Math.max(y0, y1) + margin);
    float dx = x1 - x0;
    float dy = y1 - y0;
    float squaredLength = dx * dx + dy * dy;
    float scale = squaredLength > 0 ? 1 / squaredLength : 0;
    for (int y = top; y <= bottom; y++) {
      float py = y + 0.5f - y0;
      for (int x = left; x <= right; x++) {
        float px = x + 0.5f - x0;
        float t = Math.clamp((px * dx + py * dy) * scale, 0f, 1f);
        float ex = px - t * dx;
        float ey = py - t * dy;
        float distance = (float) Math.sqrt(ex * ex + ey * ey) - (r0 + t * (r1 - r0));
        int p = y * side + x;
        distances[p] = Math.min(distances[p], distance);
      }
    }
  }

  /// How much ink is on pixel `p`, 0 to 1, if the edge of a stroke fades over `softness` pixels (at
  /// most 3) along a smooth step.
  float ink(int p, float softness) {
    float t = Math.clamp(0.5f - distances[p] / softness, 0f, 1f);
    return t * t * (3 - 2 * t);
  }

  private int firstPixel(float coordinate) {
    return Math.clamp((long) Math.floor(coordinate), 0, side);
  }

  private int lastPixel(float coordinate) {
    return Math.clamp((long) Math.floor(coordinate), -1, side - 1);
  }
}
