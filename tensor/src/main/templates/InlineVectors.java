import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;

/// Writes functions of vectors into the loops that call them.
///
/// The compiler of the virtual machine takes the Vector API's own methods into a loop whatever it
/// costs, but methods of ours only until the loop holds 18,000 nodes, some 45 vector operations
/// (`NodeCountInliningCutoff`). What it leaves outside is called with vectors on the heap, which is
/// five times slower and fills the young generation. Which call that meets depends on what the loop
/// itself has been taken into. So a file with the line `// Functions of vectors are written into
/// the loops at build time.` is copied, `Simd` in its name replaced by `Inlined`, with the body of
/// every such function in place of its call. Results are the same bit by bit.
///
/// A function of vectors is a static method of the same package that takes or gives a vector and
/// has one `return`, at its end, or none.
///
/// Usage: `java InlineVectors.java SOURCE_FOLDER OUTPUT_FOLDER`
final class InlineVectors {

  private static final String ORDER =
      "// Functions of vectors are written into the loops at build time.\n";

  private static final Path PACKAGE = Path.of("cerulean", "tensor", "kernel");

  /// A source file, parsed; what its names mean.
  private record Source(
      String name,
      String text,
      CompilationUnitTree unit,
      ClassTree type,
      SourcePositions positions) {

    static Source of(Path file) throws IOException {
      var compiler = ToolProvider.getSystemJavaCompiler();
      try (var files = compiler.getStandardFileManager(null, null, null)) {
        var task =
            (JavacTask)
                compiler.getTask(null, files, null, null, null, files.getJavaFileObjects(file));
        CompilationUnitTree unit = task.parse().iterator().next();
        ClassTree type =
            (ClassTree)
                unit.getTypeDecls().stream().filter(ClassTree.class::isInstance).findFirst().get();
        return new Source(
            type.getSimpleName().toString(),
            Files.readString(file),
            unit,
            type,
            Trees.instance(task).getSourcePositions());
      }
    }

    int start(Tree tree) {
      return (int) positions.getStartPosition(unit, tree);
    }

    int end(Tree tree) {
      return (int) positions.getEndPosition(unit, tree);
    }

    /// Where a name comes from that is imported statically.
    Map<String, String> staticImports() {
      Map<String, String> imports = new HashMap<>();
      for (ImportTree line : unit.getImports()) {
        if (line.isStatic()) {
          String path = line.getQualifiedIdentifier().toString();
          imports.put(path.substring(path.lastIndexOf('.') + 1), path);
        }
      }
      return imports;
    }

    Set<String> constants() {
      Set<String> names = new LinkedHashSet<>();
      for (Tree member : type.getMembers()) {
        if (member instanceof VariableTree variable) {
          names.add(variable.getName().toString());
        }
      }
      return names;
    }
  }

  /// A method whose body can stand where it is called.
  private record Function(Source source, MethodTree method) {

    static boolean is(MethodTree method) {
      if (!method.getModifiers().getFlags().contains(Modifier.STATIC) || method.getBody() == null) {
        return false;
      }
      boolean vectors = isVector(method.getReturnType());
      for (VariableTree parameter : method.getParameters()) {
        vectors |= isVector(parameter.getType());
      }
      if (!vectors) {
        return false;
      }
      List<ReturnTree> returns = new ArrayList<>();
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitReturn(ReturnTree tree, Void nothing) {
          returns.add(tree);
          return null;
        }
      }.scan(method.getBody(), null);
      List<? extends StatementTree> body = method.getBody().getStatements();
      return returns.isEmpty() || returns.size() == 1 && body.getLast() == returns.getFirst();
    }

    private static boolean isVector(Tree type) {
      return type != null && type.toString().matches("(Float|Double|Int|Long)Vector");
    }
  }

  /// A piece of the text of a source and what stands in its place.
  private record Edit(int start, int end, String text) {}

  private final Path folder;

  private final Map<String, Source> sources = new HashMap<>();

  /// Types that the written text names.
  private final Set<String> imports = new TreeSet<>();

  /// The file that is written.
  private final String target;

  private int calls;

  private InlineVectors(Path folder, String target) {
    this.folder = folder;
    this.target = target;
  }

  public static void main(String... arguments) throws IOException {
    Path source = Path.of(arguments[0]).resolve(PACKAGE);
    Path output = Path.of(arguments[1]).resolve(PACKAGE);
    List<Path> files;
    try (Stream<Path> list = Files.list(source)) {
      files = list.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
    for (Path file : files) {
      if (Files.readString(file).startsWith(ORDER)) {
        String name = file.getFileName().toString();
        String text = new InlineVectors(source, name.replace(".java", "")).written();
        Path written = output.resolve(inlined(name));
        Files.createDirectories(output);
        // A file that did not change keeps its time, and the compiler its work.
        if (!Files.exists(written) || !Files.readString(written).equals(text)) {
          Files.writeString(written, text);
        }
      }
    }
  }

  private static String inlined(String name) {
    return name.replaceFirst("^Simd", "Inlined");
  }

  private Source source(String name) {
    return sources.computeIfAbsent(
        name,
        missing -> {
          try {
            return Source.of(folder.resolve(missing + ".java"));
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private String written() {
    Source source = source(target);
    List<Edit> edits = new ArrayList<>();
    for (ImportTree line : source.unit().getImports()) {
      imports.add(source.text().substring(source.start(line), source.end(line)));
      edits.add(new Edit(source.start(line), source.end(line), ""));
    }
    for (Tree member : source.type().getMembers()) {
      if (member instanceof MethodTree method && method.getBody() != null) {
        if (Function.is(method)) {
          edits.add(new Edit(beginning(source, method), source.end(method), ""));
        } else {
          statements(source, method.getBody(), Map.of(), edits);
        }
      }
    }
    String text = apply(source.text(), 0, source.text().length(), edits);
    String head = text.substring(ORDER.length(), text.indexOf(';') + 1);
    String rest = text.substring(text.indexOf(';') + 1).strip();
    return head
        + "\n\n"
        + String.join("\n", imports)
        + "\n\n"
        + rest.replaceFirst(
            "(?m)^public final class " + target, "public final class " + inlined(target))
        + "\n";
  }

  /// Where the comment before a member begins, so that it goes with it.
  private static int beginning(Source source, Tree member) {
    int start = source.text().lastIndexOf('\n', source.start(member)) + 1;
    while (true) {
      int before = source.text().lastIndexOf('\n', start - 2) + 1;
      if (!source.text().substring(before, start).strip().startsWith("///")) {
        return start;
      }
      start = before;
    }
  }

  /// Rewrites every statement below `tree` that calls functions of vectors.
  private void statements(Source source, Tree tree, Map<String, String> names, List<Edit> edits) {
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitBlock(BlockTree block, Void nothing) {
        for (StatementTree statement : block.getStatements()) {
          if (isLeaf(statement)) {
            List<String> before = new ArrayList<>();
            String text = expanded(source, statement, names, before);
            if (!before.isEmpty() || !names.isEmpty()) {
              edits.add(
                  new Edit(
                      source.start(statement),
                      source.end(statement),
                      String.join("\n", before) + "\n" + text));
            }
          } else {
            scan(statement, null);
          }
        }
        return null;
      }
    }.scan(tree, null);
  }

  private static boolean isLeaf(StatementTree statement) {
    return statement instanceof ExpressionStatementTree
        || statement instanceof VariableTree
        || statement instanceof ReturnTree;
  }

  /// The text of a tree with `names` replaced and calls of functions of vectors by variables, whose
  /// computation is added to `before`.
  private String expanded(
      Source source, Tree tree, Map<String, String> names, List<String> before) {
    List<Edit> edits = new ArrayList<>();
    boolean[] whole = new boolean[1];
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
        Function function = function(source, call, names);
        if (function == null) {
          return super.visitMethodInvocation(call, null);
        }
        String result = body(function, source, call, names, before);
        whole[0] = result == null;
        edits.add(new Edit(source.start(call), source.end(call), result == null ? "" : result));
        return null;
      }

      @Override
      public Void visitIdentifier(IdentifierTree identifier, Void nothing) {
        String other = names.get(identifier.getName().toString());
        if (other != null) {
          edits.add(new Edit(source.start(identifier), source.end(identifier), other));
        }
        return null;
      }

      @Override
      public Void visitVariable(VariableTree variable, Void nothing) {
        String other = names.get(variable.getName().toString());
        if (other != null) {
          // The name stands between the type and what follows.
          int from = source.end(variable.getType());
          int at = source.text().indexOf(variable.getName().toString(), from);
          edits.add(new Edit(at, at + variable.getName().length(), other));
        }
        return super.visitVariable(variable, null);
      }
    }.scan(tree, null);
    return whole[0] ? "" : apply(source.text(), source.start(tree), source.end(tree), edits);
  }

  /// Adds the body of a function to `before`; the name of its result, null where it has none.
  private String body(
      Function function,
      Source caller,
      MethodInvocationTree call,
      Map<String, String> callerNames,
      List<String> before) {
    Source source = function.source();
    List<String> arguments = new ArrayList<>();
    for (ExpressionTree argument : call.getArguments()) {
      arguments.add(expanded(caller, argument, callerNames, before));
    }
    String mark = function.method().getName() + "_" + ++calls + "_";
    Map<String, String> names = source.name().equals(target) ? new HashMap<>() : outside(source);
    List<? extends VariableTree> parameters = function.method().getParameters();
    for (int i = 0; i < parameters.size(); i++) {
      VariableTree parameter = parameters.get(i);
      String name = mark + parameter.getName();
      names.put(parameter.getName().toString(), name);
      before.add("final " + parameter.getType() + " " + name + " = " + arguments.get(i) + ";");
    }
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitVariable(VariableTree variable, Void nothing) {
        names.put(variable.getName().toString(), mark + variable.getName());
        return super.visitVariable(variable, null);
      }
    }.scan(function.method().getBody(), null);
    require(source);
    for (StatementTree statement : function.method().getBody().getStatements()) {
      if (statement instanceof ReturnTree end) {
        String value = expanded(source, end.getExpression(), names, before);
        String result = mark + "returned";
        before.add(
            "final " + function.method().getReturnType() + " " + result + " = " + value + ";");
        return result;
      }
      if (isLeaf(statement)) {
        String text = expanded(source, statement, names, before);
        before.add(text);
      } else {
        List<Edit> edits = new ArrayList<>();
        statements(source, statement, names, edits);
        identifiers(source, statement, names, edits);
        before.add(apply(source.text(), source.start(statement), source.end(statement), edits));
      }
    }
    return null;
  }

  /// Names outside the blocks of a statement: its condition.
  private static void identifiers(
      Source source, Tree tree, Map<String, String> names, List<Edit> edits) {
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitBlock(BlockTree block, Void nothing) {
        return null;
      }

      @Override
      public Void visitIdentifier(IdentifierTree identifier, Void nothing) {
        String other = names.get(identifier.getName().toString());
        if (other != null) {
          edits.add(new Edit(source.start(identifier), source.end(identifier), other));
        }
        return null;
      }
    }.scan(tree, null);
  }

  /// What the fields of a source and its static imports are called elsewhere.
  private static Map<String, String> outside(Source source) {
    Map<String, String> names = source.staticImports();
    for (String constant : source.constants()) {
      names.put(constant, source.name() + "." + constant);
    }
    return names;
  }

  private void require(Source source) {
    for (ImportTree line : source.unit().getImports()) {
      if (!line.isStatic()) {
        imports.add(source.text().substring(source.start(line), source.end(line)));
      }
    }
  }

  /// The function of vectors that is called, or null.
  private Function function(Source caller, MethodInvocationTree call, Map<String, String> names) {
    String owner;
    String name;
    if (call.getMethodSelect() instanceof IdentifierTree identifier) {
      name = identifier.getName().toString();
      String path = caller.staticImports().get(name);
      owner = path == null ? caller.name() : path.split("\\.")[path.split("\\.").length - 2];
    } else if (call.getMethodSelect() instanceof MemberSelectTree select
        && select.getExpression() instanceof IdentifierTree identifier
        && !names.containsKey(identifier.getName().toString())) {
      name = select.getIdentifier().toString();
      owner = identifier.getName().toString();
    } else {
      return null;
    }
    if (!owner.equals(caller.name()) && !Files.exists(folder.resolve(owner + ".java"))) {
      return null;
    }
    Source source = source(owner);
    for (Tree member : source.type().getMembers()) {
      if (member instanceof MethodTree method
          && method.getName().contentEquals(name)
          && method.getParameters().size() == call.getArguments().size()
          && Function.is(method)) {
        return new Function(source, method);
      }
    }
    return null;
  }

  private static String apply(String text, int start, int end, List<Edit> edits) {
    StringBuilder out = new StringBuilder();
    int at = start;
    for (Edit edit : edits.stream().sorted(Comparator.comparingInt(Edit::start)).toList()) {
      out.append(text, at, edit.start()).append(edit.text());
      at = edit.end();
    }
    return out.append(text, at, end).toString();
  }
}
