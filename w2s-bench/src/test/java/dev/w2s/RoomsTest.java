package dev.w2s;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds the rooms of `docs/design.md`: who may use whom.
class RoomsTest {
  /// Each room and those it may use, and with them what those use.
  private static final Map<String, List<String>> ROOMS =
      Map.ofEntries(
          Map.entry("problem", List.of()),
          Map.entry("file", List.of()),
          Map.entry("chess", List.of()),
          Map.entry("yaml", List.of("problem")),
          Map.entry("hub", List.of("problem", "file")),
          Map.entry("data", List.of("problem", "yaml", "hub", "chess")),
          Map.entry("study", List.of("data")),
          Map.entry("store", List.of("study", "file")),
          Map.entry("query", List.of("store")),
          Map.entry("track", List.of("store")),
          Map.entry("serve", List.of("store")),
          Map.entry("measure", List.of("data")),
          Map.entry("finding", List.of("measure", "store")),
          Map.entry("tensor", List.of("study")),
          Map.entry("text", List.of("data", "tensor")),
          Map.entry("model", List.of("tensor", "text", "file")),
          Map.entry("train", List.of("model")),
          Map.entry("predict", List.of("generate")),
          Map.entry("generate", List.of("train")),
          Map.entry("pretrain", List.of("train", "chess")),
          Map.entry("label", List.of("train")),
          Map.entry("run", List.of("label", "generate", "track")),
          Map.entry("api", List.of("run", "finding")),
          Map.entry("report", List.of("finding", "file")),
          Map.entry("cli", List.of("api", "predict", "pretrain", "query", "report", "serve")),
          Map.entry("bench", List.of("cli")));

  /// Rooms that nobody lives in yet.
  private static final Set<String> EMPTY = Set.of();

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.w2s");

  static Set<String> rooms() {
    return new TreeSet<>(ROOMS.keySet());
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void roomIsLivedIn(String room) {
    boolean livedIn =
        CLASSES.stream()
            .anyMatch(c -> inRoom(room).test(c) && !c.getSimpleName().equals("package-info"));

    assertThat(livedIn)
        .as("a class lives in dev.w2s." + room + ", or EMPTY names it")
        .isNotEqualTo(isEmpty(room));
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void roomUsesOnlyThoseItMay(String room) {
    String[] allowed =
        reach(room, new TreeSet<>()).stream()
            .map(r -> "dev.w2s." + r + "..")
            .toArray(String[]::new);

    classes()
        .that(inRoom(room))
        .should(
            onlyDependOnClassesThat(
                resideInAnyPackage(allowed).or(not(resideInAPackage("dev.w2s..")))))
        .allowEmptyShould(isEmpty(room))
        .check(CLASSES);
  }

  @Test
  void everyClassLivesInARoom() {
    String[] packages =
        ROOMS.keySet().stream().map(r -> "dev.w2s." + r + "..").toArray(String[]::new);

    classes().should().resideInAnyPackage(packages).check(CLASSES);
  }

  @Test
  void onlyTheEngineSeesLibtorch() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.w2s.tensor..",
            "dev.w2s.text..",
            "dev.w2s.model..",
            "dev.w2s.train..",
            "dev.w2s.predict..",
            "dev.w2s.generate..",
            "dev.w2s.label..",
            "dev.w2s.run..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bytedeco..")
        .check(CLASSES);
  }

  /// Elsewhere a rename would not outlive a power cut.
  @Test
  void filesAreMovedInOnePlace() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.w2s.file.DurableFiles")
        .should()
        .callMethodWhere(
            describe(
                "move a file",
                call ->
                    call.getTargetOwner().isEquivalentTo(Files.class)
                        && call.getName().equals("move")))
        .check(CLASSES);
  }

  @Test
  void nativeMemoryIsFreedInOnePlace() {
    Set<String> freeing =
        Set.of("close", "deallocate", "releaseReference", "retainReference", "setNull");

    noClasses()
        .that()
        .resideOutsideOfPackage("dev.w2s.tensor..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.bytedeco.javacpp.PointerScope")
        .orShould()
        .callMethodWhere(
            describe(
                "free a tensor",
                call ->
                    call.getTargetOwner().isAssignableTo("org.bytedeco.pytorch.TensorBase")
                        && freeing.contains(call.getName())))
        .check(CLASSES);
  }

  @Test
  void internalPackagesAreUsedByTheirParentsOnly() {
    DescribedPredicate<JavaClass> internal =
        resideInAPackage("dev.w2s..internal..").as("are internal");

    for (JavaClass used : CLASSES.that(internal)) {
      String parent = used.getPackageName().replaceFirst("\\.internal(\\..*)?$", "");
      assertThat(used.getDirectDependenciesToSelf())
          .as("uses of " + used.getName())
          .allSatisfy(d -> assertThat(d.getOriginClass().getPackageName()).startsWith(parent));
    }
  }

  @Test
  void onlyCommandsAndBenchmarksPrint() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.w2s.cli..", "dev.w2s.bench..")
        .should(ACCESS_STANDARD_STREAMS)
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaClass> inRoom(String room) {
    return resideInAPackage("dev.w2s." + room + "..");
  }

  private static boolean isEmpty(String room) {
    return EMPTY.contains(room);
  }

  private static Set<String> reach(String room, Set<String> reached) {
    if (reached.add(room)) {
      ROOMS.get(room).forEach(next -> reach(next, reached));
    }
    return reached;
  }
}
