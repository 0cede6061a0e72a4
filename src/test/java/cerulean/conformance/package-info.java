/// Test suites of others, run on this library: each suite is a list of [SuiteResult], and the page
/// `docs/conformance.md` is written from these lists.
package cerulean.conformance;
