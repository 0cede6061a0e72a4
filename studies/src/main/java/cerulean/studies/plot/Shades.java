package cerulean.studies.plot;

import java.util.Locale;

/// Steps of colour for values: from pale to strong for amounts, from one hue through a neutral to
/// another for amounts of either sign.
///
/// Lightness falls (on a dark page rises) from step to step, so that the order shows without hue.
/// Steps are style classes, as tones are: a drawing follows the page into the dark.
final class Shades {

  /// Steps of a scale; odd, so that zero has one of its own.
  static final int STEPS = 25;

  private static final int[] LIGHT_AMOUNT = {0xf4f7f9, 0xa9d0e8, 0x3f93c7, 0x005a8f, 0x06243b};
  private static final int[] DARK_AMOUNT = {0x1a222a, 0x12496f, 0x1f7ab3, 0x6bb9ea, 0xe4f3fd};
  private static final int[] LIGHT_SIGNED = {0x8f3a00, 0xe5884a, 0xf4f5f6, 0x5aa7d6, 0x004d7d};
  private static final int[] DARK_SIGNED = {0xffb27f, 0xb45a1e, 0x1a222a, 0x1f74ab, 0x8fd0fb};

  private Shades() {}

  /// The style class of a step.
  static String styleClass(boolean signed, int step) {
    return (signed ? "d" : "q") + step;
  }

  /// The step of a value between two limits; what is outside gets the last step of its side.
  static int step(double value, double lo, double hi) {
    double share = hi > lo ? (value - lo) / (hi - lo) : 0.5;
    return (int) Math.clamp(Math.floor(share * STEPS), 0, STEPS - 1);
  }

  static void rules(StringBuilder css, boolean dark) {
    for (int step = 0; step < STEPS; step++) {
      double at = step / (STEPS - 1.0);
      rule(css, false, step, dark ? DARK_AMOUNT : LIGHT_AMOUNT, at);
      rule(css, true, step, dark ? DARK_SIGNED : LIGHT_SIGNED, at);
    }
  }

  private static void rule(StringBuilder css, boolean signed, int step, int[] stops, double at) {
    css.append("\n.cer-plot .").append(styleClass(signed, step)).append(" { fill: ");
    css.append(String.format(Locale.ROOT, "#%06x", mix(stops, at))).append("; }");
  }

  /// The colour at a place from 0 to 1 between equally spaced stops.
  private static int mix(int[] stops, double at) {
    double place = at * (stops.length - 1);
    int first = Math.min((int) place, stops.length - 2);
    double part = place - first;
    int colour = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      double a = stops[first] >> shift & 0xff;
      double b = stops[first + 1] >> shift & 0xff;
      colour |= (int) Math.round(a + part * (b - a)) << shift;
    }
    return colour;
  }
}
