package cerulean;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;

/// The rules of the house that neither the compiler nor Maven can say.
@Tag("once")
class ArchitectureTest {

  /// What each module may require, beside the JDK and the nullness annotations.
  private static final Map<String, Set<String>> ARROWS =
      Map.of(
          "tensor", Set.of(),
          "autograd", Set.of("cerulean.tensor"),
          "nn", Set.of("cerulean.tensor", "cerulean.autograd"),
          "optim", Set.of("cerulean.tensor", "cerulean.autograd"),
          "neuro", Set.of("cerulean.tensor", "cerulean.autograd", "cerulean.nn", "cerulean.optim"),
          "data", Set.of("cerulean.tensor"),
          "training",
              Set.of(
                  "cerulean.tensor",
                  "cerulean.autograd",
                  "cerulean.nn",
                  "cerulean.optim",
                  "cerulean.data"),
          "onnx", Set.of("cerulean.tensor"),
          "studies",
              Set.of(
                  "cerulean.tensor",
                  "cerulean.autograd",
                  "cerulean.nn",
                  "cerulean.optim",
                  "cerulean.neuro",
                  "cerulean.data",
                  "cerulean.training",
                  "info.picocli",
                  "com.fasterxml.jackson.core",
                  "com.fasterxml.jackson.databind"));

  private static final JavaClasses LIBRARIES = compiled(ProjectFiles.LIBRARIES);
  private static final JavaClasses ALL = compiled(ProjectFiles.MODULES);

  private static JavaClasses compiled(List<String> modules) {
    List<Path> folders =
        modules.stream().map(ProjectFiles::classes).filter(Files::isDirectory).toList();
    return new ClassFileImporter().importPaths(folders);
  }

  private static void check(ArchRule rule, JavaClasses classes) {
    rule.allowEmptyShould(true).check(classes);
  }

  @Test
  void vectorModuleIsUsedOnlyInTheKernelPackage() {
    assertFalse(ALL.isEmpty(), "no classes under " + ProjectFiles.ROOT);
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("cerulean.tensor.kernel")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jdk.incubator.vector.."),
        ALL);
  }

  @Test
  void librariesDoNotPrint() {
    check(GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS, LIBRARIES);
  }

  @Test
  void randomNumbersHaveASeed() {
    check(noClasses().should().callMethod(Math.class, "random"), ALL);
    check(noClasses().should().callConstructor(Random.class), ALL);
    check(noClasses().should().dependOnClassesThat().areAssignableTo(ThreadLocalRandom.class), ALL);
  }

  @Test
  void nothingUsesJavaSerialization() {
    // Direct use only: every enum and exception is Serializable by its superclass.
    check(
        noClasses()
            .should()
            .dependOnClassesThat(
                DescribedPredicate.describe(
                    "belong to Java serialization",
                    type ->
                        Set.of(
                                "java.io.Serializable",
                                "java.io.Externalizable",
                                "java.io.ObjectInputStream",
                                "java.io.ObjectOutputStream")
                            .contains(type.getName()))),
        ALL);
  }

  @Test
  void modulesRequireOnlyWhatTheArrowsAllow() {
    for (String module : ProjectFiles.MODULES) {
      Set<String> others = new TreeSet<>();
      for (Requires requires : descriptor(module).requires()) {
        String name = requires.name();
        if (name.equals("org.jspecify")) {
          assertTrue(
              requires.modifiers().contains(Requires.Modifier.STATIC),
              module + " must require org.jspecify as static");
        } else if (!name.startsWith("java.") && !name.startsWith("jdk.")) {
          others.add(name);
        }
      }
      others.removeAll(ARROWS.get(module));
      assertEquals(Set.of(), others, module + " requires more than its arrows allow");
    }
  }

  @Test
  void kernelsAreNotExported() {
    assertTrue(
        descriptor("tensor").exports().stream()
            .filter(exports -> exports.source().equals("cerulean.tensor.kernel"))
            .allMatch(ModuleDescriptor.Exports::isQualified),
        "cerulean.tensor.kernel may be exported to other modules of the project only");
  }

  private static ModuleDescriptor descriptor(String module) {
    return ModuleFinder.of(ProjectFiles.classes(module))
        .find("cerulean." + module)
        .orElseThrow()
        .descriptor();
  }

  @Test
  void classesWithTestsAreNamedSoThatTheyRun() {
    JavaClasses tests =
        new ClassFileImporter()
            .importPath(ProjectFiles.ROOT.resolve("src/test/target/test-classes"));
    assertFalse(tests.isEmpty());
    methods()
        .that()
        .areMetaAnnotatedWith(Testable.class)
        .should(
            new ArchCondition<JavaMethod>("be declared in a class whose name ends in Test") {
              @Override
              public void check(JavaMethod method, ConditionEvents events) {
                JavaClass owner = method.getOwner();
                while (owner.getEnclosingClass().isPresent()) {
                  owner = owner.getEnclosingClass().get();
                }
                events.add(
                    new SimpleConditionEvent(
                        method, runs(owner), method.getFullName() + " would never be run"));
              }
            })
        .check(tests);
  }

  /// A class runs by its name, an interface with tests in the classes that implement it.
  private static boolean runs(JavaClass owner) {
    if (!owner.isInterface()) {
      return owner.getSimpleName().endsWith("Test");
    }
    return !owner.getAllSubclasses().isEmpty()
        && owner.getAllSubclasses().stream().allMatch(ArchitectureTest::runs);
  }

  @Test
  void namesSayWhatAClassIs() {
    check(classes().should().haveNameNotMatching(".*(Utils?|Manager|Helpers?|Impl)(\\$.*)?"), ALL);
  }
}
