package dev.w2s.data;

import java.util.List;

/// The rows of one study for one seed. No group lies in two of its parts.
public record Split(
    List<Example> supervise, List<Example> transfer, List<Example> validation, List<Example> test) {
  public Split {
    supervise = List.copyOf(supervise);
    transfer = List.copyOf(transfer);
    validation = List.copyOf(validation);
    test = List.copyOf(test);
  }

  /// The rows of one part, in the split's own order.
  public List<Example> rows(Part part) {
    return switch (part) {
      case SUPERVISE -> supervise;
      case TRANSFER -> transfer;
      case VALIDATION -> validation;
      case TEST -> test;
    };
  }
}
