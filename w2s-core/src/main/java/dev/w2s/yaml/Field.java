package dev.w2s.yaml;

import dev.w2s.problem.BadInputException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A value read from a file: present, absent, or broken, which means that its problem has been
/// reported already. Decoding goes on after a broken value, so that all problems of a file are
/// found at once.
public final class Field<T> {
  private final YamlValue source;
  private final @Nullable T value;
  private final boolean broken;

  private Field(YamlValue source, @Nullable T value, boolean broken) {
    this.source = source;
    this.value = value;
    this.broken = broken;
  }

  static <T> Field<T> of(YamlValue source, T value) {
    return new Field<>(source, Objects.requireNonNull(value), false);
  }

  static <T> Field<T> absent(YamlValue source) {
    return new Field<>(source, null, false);
  }

  static <T> Field<T> broken(YamlValue source) {
    return new Field<>(source, null, true);
  }

  /// Absence becomes a problem.
  public Field<T> required() {
    return isAbsent() ? source.fail("'" + source.name() + "' is missing") : this;
  }

  /// Absence becomes a value.
  public Field<T> or(T fallback) {
    return isAbsent() ? of(source, fallback) : this;
  }

  /// Absence becomes [Optional#empty].
  public Field<Optional<T>> optional() {
    return broken ? broken(source) : of(source, Optional.ofNullable(value));
  }

  /// Makes something else of the value; broken where the function needs a broken field. An
  /// [IllegalArgumentException] becomes a problem at its place, a [BadInputException] as many as it
  /// holds.
  public <U> Field<U> map(Function<? super T, ? extends U> function) {
    if (value == null) {
      return new Field<>(source, null, broken);
    }
    try {
      return of(source, function.apply(value));
    } catch (Unusable e) {
      return broken(source);
    } catch (IllegalArgumentException e) {
      return source.fail(String.valueOf(e.getMessage()));
    } catch (BadInputException e) {
      return source.fail(e);
    }
  }

  /// The value, to be asked for within [YamlMap#build] or [#map].
  ///
  /// @throws IllegalStateException where the value is absent
  public T value() {
    if (broken) {
      throw new Unusable();
    }
    if (value == null) {
      throw new IllegalStateException("'" + source.name() + "' is absent and was not checked");
    }
    return value;
  }

  private boolean isAbsent() {
    return value == null && !broken;
  }

  /// Ends a [YamlMap#build] or [#map] that needs a broken value.
  static final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unusable() {
      super("a value that is broken was asked for outside of a build", null, false, false);
    }
  }
}
