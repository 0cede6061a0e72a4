import module cerulean.training;

/// An LSTM reads a text character by character and learns which comes next; then it writes one.
///
/// The text is made by a small grammar, so how well anybody can know the next character is known: its
/// entropy. Words must be spelled, and everything else is chance.
///
///     java -p studies/target/modules --add-modules cerulean.training docs/examples/CharacterLstm.java
void main() throws IOException {
  var text = CharacterText.of(sentences(2_000, Philox.of(1)));
  var network = CharacterModel.of(text.alphabetSize(), 64, Philox.of(2));

  var loader = DataLoader.of(text.windows(48, 24), 16).shuffled(3);
  var adam = Adam.of(network.parameters(), Adam.Config.withLr(0.01));
  var outcome = Trainer.of(network, adam, CharacterModel::loss)
      .clippingNorm(1)
      .scheduling(Scheduler.of(adam, Schedule.cosine(loader.batches(), 0.0005)))
      .showing(System.err, System.console() != null)
      .run(loader, 1);

  var rest = CharacterText.of(sentences(2_000, Philox.of(4)));
  var test = DataLoader.of(rest.windows(48, 480), 100);
  var loss = Evaluation.of(network, test, CharacterModel::loss).run().get("loss");
  IO.println(write(network, text, "the ", 160, Philox.of(5)));
  IO.println("loss %.3f nats per character after %d steps; the grammar has %.3f"
      .formatted(loss, outcome.steps(), entropy()));
}

/// Embedding, LSTM, and a score for each character: `[batch, steps]` to `[batch, steps, characters]`.
record CharacterModel(Embedding embedding, Lstm lstm, Linear head) implements Layer {

  static CharacterModel of(int characters, int size, Philox random) {
    return new CharacterModel(
        Embedding.of(characters, 16, random),
        Lstm.of(16, size, random),
        Linear.of(size, characters, random));
  }

  @Override
  public Variable forward(Variable characters) {
    var steps = embedding.forward(characters).permute(1, 0, 2); // an LSTM goes along the first axis
    return head.forward(lstm.forward(steps)).permute(1, 0, 2);
  }

  @Override
  public Map<String, Layer> children() {
    var children = new LinkedHashMap<String, Layer>();
    children.put("embedding", embedding);
    children.put("lstm", lstm);
    children.put("head", head);
    return children;
  }

  /// The mean over all characters of all examples.
  static Variable loss(Variable scores, Tensor next) {
    return Losses.crossEntropy(scores.flatten(0, 1), next.flatten());
  }
}

/// Draws one character after the other from what the network expects.
String write(Layer network, CharacterText text, String start, int length, Philox random) {
  var written = new StringBuilder(start);
  network.train(false);
  while (written.length() < length) {
    var read = text.encode(written.toString()).unsqueeze(0);
    var scores = NoGrad.call(() -> network.forward(Variable.constant(read)).value());
    var odds = scores.select(0, 0).select(0, -1).softmax(0).toDoubleArray();
    written.append(text.decode(Distributions.categorical(random, odds, 1)));
  }
  return written.toString();
}

static final String[] KINDS = {"small", "old", "red", "happy", "quiet"};
static final String[] THINGS = {"cat", "bird", "house", "river", "stone", "child"};
static final String[] DEEDS = {"sees", "finds", "likes", "paints"};

String sentences(int count, Philox random) {
  var text = new StringBuilder();
  for (int i = 0; i < count; i++) {
    text.append("the ").append(KINDS[random.nextInt(KINDS.length)]).append(' ');
    text.append(THINGS[random.nextInt(THINGS.length)]).append(' ');
    text.append(DEEDS[random.nextInt(DEEDS.length)]).append(" the ");
    text.append(THINGS[random.nextInt(THINGS.length)]).append(".\n");
  }
  return text.toString();
}

/// Nats per character: those of a sentence's four choices over its mean length.
double entropy() {
  double choices =
      Math.log(KINDS.length) + 2 * Math.log(THINGS.length) + Math.log(DEEDS.length);
  double length = "the    the .\n".length() + mean(KINDS) + 2 * mean(THINGS) + mean(DEEDS);
  return choices / length;
}

double mean(String[] words) {
  return Stream.of(words).mapToInt(String::length).average().orElseThrow();
}
