/// The papers' experiments and the `cerulean` command.
module cerulean.studies {
  requires cerulean.neuro;
  requires cerulean.data;
  requires cerulean.training;
  requires info.picocli;
  requires com.fasterxml.jackson.databind;
  requires static org.jspecify;

  // Decodes photographs (CIFAR as JPEG).
  requires java.desktop;

  // To keep the library's chatter out of the command's output.
  requires java.logging;

  // Size of the machine's memory for the record of a run.
  requires java.management;
  requires jdk.management;

  // The command line parser sets annotated fields.
  opens cerulean.studies to
      info.picocli;
  opens cerulean.studies.accuracy to
      info.picocli;
  opens cerulean.studies.gap to
      info.picocli;
  opens cerulean.studies.heterogeneity to
      info.picocli,
      com.fasterxml.jackson.databind;
  opens cerulean.studies.neuro to
      info.picocli;
  opens cerulean.studies.gonogo to
      info.picocli;
  opens cerulean.studies.sweep to
      info.picocli;
  opens cerulean.studies.microcircuit to
      info.picocli,
      com.fasterxml.jackson.databind;
  opens cerulean.studies.run to
      info.picocli,
      com.fasterxml.jackson.databind;

  // Jackson reads and makes the records of results.json; those of run.json are opened above.
  opens cerulean.studies.results to
      com.fasterxml.jackson.databind;
}
