package dev.w2s.data.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How a label says which class it means.
public final class ClassNames {
  private ClassNames() {}

  /// Values of a label to names of classes: the names themselves and, where none of them is a whole
  /// number, their indices from 0.
  public static Map<String, String> values(List<String> classes) {
    Map<String, String> values = new HashMap<>();
    boolean indices = classes.stream().noneMatch(name -> name.matches("-?[0-9]+"));
    for (int c = 0; c < classes.size(); c++) {
      values.put(classes.get(c), classes.get(c));
      if (indices) {
        values.put(Integer.toString(c), classes.get(c));
      }
    }
    return values;
  }
}
