/// The papers' experiments and the `cerulean` command.
module cerulean.studies {
  requires cerulean.neuro;
  requires cerulean.data;
  requires info.picocli;
  requires com.fasterxml.jackson.databind;
  requires static org.jspecify;

  // The command line parser sets annotated fields.
  opens cerulean.studies to
      info.picocli;
}
