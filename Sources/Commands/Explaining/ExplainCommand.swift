// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
import LPFormats
import SpeculativeDecoding

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "The derivation in words and numbers: who pays whom, and why no rule does better.",
    discussion: """
      Example: spechub explain Examples/instances/worked-example.json

      From the question to the proof, on the numbers of the instance: one draft, the drafts and their \
      masses, who is paid first, what is left over, the residual, the output law added up token by \
      token, the set H that no rule can beat, and rejection sampling beside it, round by round. Each \
      printed equation is checked between exact fractions before the page is shown.

      Any way to draw drafts, any vocabulary; of a large one the most probable tokens are spelled out \
      and the others added up.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case markdown
    case html
  }

  @OptionGroup var input: InstanceOptions

  @Option(
    help: "How to write the page; by default what the name of the output file ends in, or text.")
  var format: Format?

  @Flag(help: "Print JSON.")
  var json = false

  @Option(help: "The most tokens to spell out; by default all of at most 12, and 5 of more.")
  var tokens: Int?

  @Option(name: .shortAndLong, help: "The file to write; standard output by default.")
  var output = "-"

  @OptionGroup var limits: WorkLimits

  func validate() throws {
    guard tokens ?? 1 >= 1 else {
      throw ValidationError("--tokens \(tokens ?? 0): at least one token is spelled out.")
    }
    guard !(json && format != nil) else {
      throw ValidationError("--json and --format: one of them.")
    }
  }

  func run() throws {
    try finish(under: limits) {
      let instance = try input.read()
      let explanation: Explanation
      do {
        explanation = try Explanation(instance, tokenLimit: tokens)
      } catch {
        throw CommandFailure("\(input.instance): \(error)")
      }
      if let defect = explanation.document.defects.first {
        throw CommandFailure("\(input.instance): internal error: this does not hold: \(defect)")
      }
      let page = text(of: explanation)
      if output == "-" {
        Console.answer(page)
      } else {
        try TextFile.write(page.hasSuffix("\n") ? page : page + "\n", to: output)
      }
      return .holds
    }
  }

  private func text(of explanation: Explanation) -> String {
    if json { return explanation.json.text(indented: true) }
    switch format ?? Self.format(of: output) {
    case .text: return explanation.document.text
    case .markdown: return explanation.document.markdown
    case .html: return explanation.document.html
    }
  }

  private static func format(of path: String) -> Format {
    let name = path.lowercased()
    if name.hasSuffix(".md") || name.hasSuffix(".markdown") { return .markdown }
    return name.hasSuffix(".html") || name.hasSuffix(".htm") ? .html : .text
  }
}
