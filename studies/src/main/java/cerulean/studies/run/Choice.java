package cerulean.studies.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/// An enum whose constants are named on the command line and in result files.
public interface Choice {

  /// The constant's name, as enums have it.
  String name();

  /// The name on the command line and in result files: that of the constant in small letters, with
  /// hyphens, unless the enum says otherwise.
  default String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The constant of that key; `option` stands in the sentence if there is none.
  static <E extends Enum<E> & Choice> E of(String option, Class<E> choices, String key) {
    E[] all = choices.getEnumConstants();
    for (E choice : all) {
      if (choice.key().equals(key)) {
        return choice;
      }
    }
    throw new IllegalArgumentException(
        option + ": must be one of " + keys(Arrays.asList(all)) + "; got " + key);
  }

  /// The constants of those keys.
  static <E extends Enum<E> & Choice> List<E> of(
      String option, Class<E> choices, List<String> keys) {
    List<E> all = new ArrayList<>();
    for (String key : keys) {
      all.add(of(option, choices, key));
    }
    return all;
  }

  /// The keys of choices, in their order.
  static List<String> keys(List<? extends Choice> choices) {
    return choices.stream().map(Choice::key).toList();
  }

  /// Refuses a list option that is empty or has something twice.
  static void requireDistinct(String option, List<?> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException(option + ": needs at least one");
    }
    if (new HashSet<>(values).size() < values.size()) {
      List<String> texts =
          values.stream()
              .map(value -> value instanceof Choice choice ? choice.key() : String.valueOf(value))
              .toList();
      throw new IllegalArgumentException(
          option + ": each may be given once; got " + String.join(",", texts));
    }
  }
}
