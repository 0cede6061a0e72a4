package cerulean.bench;

import cerulean.bench.neuro.Simulator;
import cerulean.bench.report.Document;
import cerulean.bench.report.ResultsFile;
import cerulean.bench.report.SpeedTables;
import cerulean.bench.report.Table;
import cerulean.bench.task.Peer;
import cerulean.studies.Version;
import cerulean.studies.console.Sentences;
import cerulean.studies.console.ShellWords;
import cerulean.studies.results.MachineInfo;
import cerulean.tensor.KernelMode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Measures speed: ours, beside peers and the limits of the machine.
@Command(
    name = "bench",
    description = "Measure speed: ours, beside other libraries and the limits of the machine.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
public final class BenchCommand implements Callable<Integer> {

  /// Where the project is, as the launcher knows; results and README are there.
  private static final Path ROOT = Path.of(System.getProperty("cerulean.root", "."));

  private static final String EVERY = "all";

  /// Held, so that its level stays.
  private static final Logger LOGGER = Logger.getLogger("cerulean");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--group",
      paramLabel = "NAMES",
      split = ",",
      description =
          "limit, gemm, conv, elementwise, rows, pooling, sorting, embedding, training, spiking,"
              + " neuro, startup; all if not given.")
  private List<String> groups = new ArrayList<>();

  @Option(
      names = "--only",
      paramLabel = "PATTERN",
      description = "Only work whose name the regular expression finds, as in 'NN (64|512)x'.")
  private String only = "";

  @Option(
      names = "--peers",
      arity = "0..1",
      fallbackValue = EVERY,
      paramLabel = "NAMES",
      description =
          "Other libraries on the same work, in turn: all there are, or those named, as in"
              + " --peers=openblas,pytorch. Some 250 MB are fetched on the first use, not for the"
              + " simulators of the group neuro alone: --peers=c,brian2.")
  private @Nullable String peers;

  @Option(
      names = "--shared",
      paramLabel = "FOLDER",
      description =
          "The folder whose peers/neuro has the simulators' programs; beside the project if not"
              + " given.")
  private Path shared =
      Path.of(System.getProperty("cerulean.shared", ROOT.resolve("../shared").toString()));

  @Option(names = "--quick", description = "Fewer points, shorter rounds.")
  private boolean quick;

  @Option(
      names = "--threads",
      paramLabel = "COUNTS",
      split = ",",
      description = "How many threads, one count after the other; 1,2 if not given.")
  private List<Integer> threads = new ArrayList<>();

  @Option(
      names = "--kernels",
      paramLabel = "KIND",
      description = "simd or scalar kernels; if not given, what the machine has.")
  private @Nullable String kernels;

  @Option(
      names = "--jvm",
      paramLabel = "FLAGS",
      description = "Flags of the measured virtual machines, as in '-XX:+UseG1GC -Xmx4g'.")
  private String jvm = "-XX:+UseParallelGC";

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Where the results go; bench/results/DATE-GROUPS.json if not given.")
  private @Nullable Path json;

  @Option(names = "--list", description = "List the work and how long it will take, and stop.")
  private boolean list;

  @Option(
      names = "--readme",
      paramLabel = "FILES",
      split = ",",
      description =
          "Make the speed tables of README.md and docs/speed.md from these files in bench/results, and stop.")
  private List<String> readme = new ArrayList<>();

  private String typed = "";

  private BenchCommand() {}

  /// Runs the command and leaves with its exit code.
  public static void main(String[] arguments) {
    LOGGER.setLevel(Level.WARNING);
    System.exit(commandLine(arguments).execute(arguments));
  }

  /// The command; tests run it without leaving the virtual machine.
  static CommandLine commandLine(String... arguments) {
    BenchCommand command = new BenchCommand();
    command.typed = "./cerulean bench " + ShellWords.join(List.of(arguments));
    CommandLine line = new CommandLine(command);
    line.setCommandName("cerulean bench");
    return Sentences.on(line);
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (!readme.isEmpty()) {
      SpeedTables.update(ROOT, readme);
      out.println("wrote the speed tables of README.md and docs/speed.md");
      return CommandLine.ExitCode.OK;
    }
    Pace pace = quick ? Pace.QUICK : Pace.FULL;
    List<String> chosen = chosenGroups();
    checkPeerNames();
    List<Peer> invited = invited(out);
    List<Simulator> simulators = chosen.contains(NeuroNetworks.GROUP) ? simulators(out) : List.of();
    Program program =
        new Program(chosen, pattern(), quick, chosenThreads(), invited, simulators, pace);
    if (program.isEmpty()) {
      throw wrong("only: no work has such a name; got " + only);
    }
    out.println(program.describe());
    if (list) {
      program.works().forEach(out::println);
      return CommandLine.ExitCode.OK;
    }
    List<String> flags = flags();
    Map<String, String> versions = new LinkedHashMap<>();
    invited.forEach(peer -> versions.put(peer.name(), peer.version()));
    simulators.forEach(other -> versions.put(other.name(), other.version()));
    String commit = System.getProperty("cerulean.commit", "");
    String date = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    Path file = json == null ? defaultFile(date) : json;
    Program.Outcome outcome =
        program.run(
            new Runs(pace, flags),
            System.err,
            rows -> {
              out.print(Table.of(rows));
              out.flush();
            });
    ResultsFile.write(
        file,
        new Document(
            Document.SCHEMA,
            date,
            typed.strip(),
            commit.isEmpty() ? null : commit,
            MachineInfo.gather(kernelsText()),
            flags,
            versions,
            program.rounds().rounds(),
            program.rounds().millis(),
            outcome.rows()));
    out.println("wrote " + file);
    for (String failure : outcome.failures()) {
      spec.commandLine().getErr().println("cerulean: " + failure);
    }
    return outcome.failures().isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private List<String> chosenGroups() {
    for (String group : groups) {
      if (!Plan.GROUPS.contains(group)) {
        throw wrong("group: must be of " + Plan.GROUPS + "; got " + group);
      }
    }
    return groups.isEmpty() ? Plan.GROUPS : Plan.GROUPS.stream().filter(groups::contains).toList();
  }

  private Pattern pattern() {
    try {
      return Pattern.compile(only);
    } catch (PatternSyntaxException e) {
      throw wrong("only: must be a regular expression; got " + only);
    }
  }

  private List<Integer> chosenThreads() {
    int most = Runtime.getRuntime().availableProcessors();
    for (int count : threads) {
      if (count < 1 || count > most) {
        throw wrong("threads: must be in [1, " + most + "], which this machine has; got " + count);
      }
    }
    if (!threads.isEmpty()) {
      return threads;
    }
    return most > 1 ? List.of(1, 2) : List.of(1);
  }

  /// The peers that take part; those that cannot are named with the reason.
  private List<Peer> invited(PrintWriter out) {
    String asked = peers;
    if (asked == null) {
      return List.of();
    }
    List<Peer> present = new ArrayList<>();
    for (Peer peer : Peers.all()) {
      if (isWanted(asked, peer.name())
          && takesPart(peer.name(), peer.absence(), peer::version, out)) {
        present.add(peer);
      }
    }
    return present;
  }

  /// The programs that take part in the group of networks.
  private List<Simulator> simulators(PrintWriter out) {
    String asked = peers;
    if (asked == null) {
      return List.of();
    }
    List<Simulator> present = new ArrayList<>();
    for (Simulator simulator : Simulator.all(shared)) {
      if (isWanted(asked, simulator.name())
          && takesPart(simulator.name(), simulator.absence(), simulator::version, out)) {
        present.add(simulator);
      }
    }
    return present;
  }

  private static boolean isWanted(String asked, String name) {
    return asked.equals(EVERY) || List.of(asked.split(",", -1)).contains(name);
  }

  /// Says whether a peer can take part, and as what or why not.
  private static boolean takesPart(
      String name, Optional<String> absence, Supplier<String> version, PrintWriter out) {
    out.println(
        absence
            .map(reason -> name + " takes no part: " + reason)
            .orElseGet(() -> name + " is " + version.get()));
    return absence.isEmpty();
  }

  private void checkPeerNames() {
    String asked = peers;
    if (asked == null || asked.equals(EVERY)) {
      return;
    }
    List<String> names = new ArrayList<>();
    Peers.all().forEach(peer -> names.add(peer.name()));
    Simulator.all(shared).forEach(simulator -> names.add(simulator.name()));
    for (String name : asked.split(",", -1)) {
      if (!names.contains(name)) {
        throw wrong("peers: must be of " + names + "; got " + name);
      }
    }
  }

  /// The flags of the measured virtual machines. Native access and `Unsafe` are for the peers; with
  /// `-Xbatch` the work waits until it is compiled, however busy the machine is; starts never do.
  private List<String> flags() {
    List<String> flags = new ArrayList<>();
    flags.add("--add-modules=jdk.incubator.vector");
    flags.add("--enable-native-access=ALL-UNNAMED");
    flags.add("--sun-misc-unsafe-memory-access=allow");
    if (groups.isEmpty() || !List.of(StartUp.GROUP, NeuroNetworks.GROUP).containsAll(groups)) {
      flags.add("-Xbatch");
    }
    for (String flag : jvm.strip().split("\\s+", -1)) {
      if (!flag.isEmpty()) {
        flags.add(flag);
      }
    }
    if (kernels != null) {
      if (!List.of("simd", "scalar").contains(kernels)) {
        throw wrong("kernels: must be simd or scalar; got " + kernels);
      }
      flags.add("-Dcerulean.kernels=" + kernels);
    }
    return flags;
  }

  private String kernelsText() {
    KernelMode mode = KernelMode.current();
    boolean simd = kernels == null ? mode.simd() : kernels.equals("simd");
    return simd ? "simd, " + mode.laneBits() + " bit" : "scalar";
  }

  private Path defaultFile(String date) {
    String what = groups.isEmpty() ? EVERY : String.join("-", groups);
    return ROOT.resolve("bench/results")
        .resolve(date.substring(0, 10) + "-" + what + (quick ? "-quick" : "") + ".json");
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
