// SPDX-License-Identifier: GPL-3.0-or-later

internal import ArgumentParser
import ExactSolving
import LPFormats
import Rationals
import SpeculativeDecoding

struct TreeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tree",
    abstract: "Exact expected tokens per step of a tree of drafts on a toy model.",
    discussion: """
      Example: spechub tree Examples/trees/toy.json --root 0 --widths 2,2

      The tree is static: --widths gives the number of drafts of a node by depth, --parents the parent \
      of node 1, 2, …, node 0 being the root. Each node draws its drafts by the scheme's own law and \
      verifies them by its rule. Where the subtrees of a node differ, an accepted token goes on below \
      the draft that carries it, of several the best, and an optimal rule is coupled to be worth most; \
      `block` verifies a chain of the same depth as a whole, `lookahead` \
      accepts what goes on best, --budget finds the best tree of a size by dynamic programming, and \
      `tree-lp` is the optimum over all lossless rules for a tree of iid \
      drafts, solved as a linear program with a certificate.

      The model has "draft_bigram" with "target_bigram" or "target_trigram", or "p_tables" and "q_tables" \
      by context as `audit` takes them.
      """)

  @Argument(help: "The model, a JSON file, or - for standard input.", completion: .file())
  var model: String

  @Option(
    help: """
      The last tokens before the tree, by number, separated by commas; with p_tables all tokens before \
      it, none unless given.
      """)
  var root: String?

  @Option(help: "The number of drafts of a node at depth 0, 1, …, separated by commas.")
  var widths: String?

  @Option(help: "The parents of node 1, 2, …, separated by commas; the root is 0.")
  var parents: String?

  @OptionGroup var choice: SchemeOptions

  @Option(help: "Find the best tree of at most this many drafts, for the scheme of --schemes.")
  var budget: Int?

  @Option(help: "With --budget: the most children of a node.")
  var maxWidth = 4

  @Option(help: "With --budget: the most drafts on a path.")
  var maxDepth = 4

  @OptionGroup var limits: WorkLimits

  func validate() throws {
    let given = [widths != nil, parents != nil, budget != nil].count { $0 }
    guard given == 1 else {
      throw ValidationError("Give the tree by one of --widths, --parents and --budget.")
    }
    guard budget ?? 1 >= 1, maxWidth >= 1, maxDepth >= 1 else {
      throw ValidationError("A budget, a width and a depth are at least 1.")
    }
  }

  func run() throws {
    try finish(under: limits) {
      let file = try ModelPairFile(reading: model)
      guard root != nil || file.contextLength == nil else {
        throw ValidationError("Give the last tokens before the tree by --root.")
      }
      let state = try file.state(of: try Self.integers(root ?? "", "--root"))
      if let budget {
        let scheme = try CompareCommand.scheme(named: choice.schemes ?? "rrs")
        let search = try TreeSearch(
          .init(size: budget, width: maxWidth, depth: maxDepth), scheme: scheme, root: state,
          of: file.model)
        choice.answer(json: search.json, text: search.text)
        return .holds
      }
      let tree: DraftTree
      do {
        tree =
          try widths.map { try DraftTree(widths: Self.integers($0, "--widths")) }
          ?? DraftTree(parents: Self.parents(try Self.integers(parents!, "--parents")))
      } catch let error as DraftTreeError {
        throw CommandFailure("\(widths == nil ? "--parents" : "--widths"): \(error)")
      }
      let ids = choice.ids ?? TreeComparison.allIDs
      for id in ids where !TreeComparison.isKnown(id) {
        throw ValidationError(
          "There is no scheme \"\(id)\". There are \(TreeComparison.allIDs.joined(separator: ", "))."
        )
      }
      let comparison = try TreeComparison(
        tree, root: state, of: file.model, ids: ids)
      Console.progress("")
      choice.answer(json: comparison.json, text: comparison.text)
      return .holds
    }
  }

  /// A list that names the root's own parent, −1, first is taken too.
  private static func parents(_ list: [Int]) -> [Int] {
    list.first == -1 ? Array(list.dropFirst()) : list
  }

  static func integers(_ list: String, _ option: String) throws -> [Int] {
    try list.split(separator: ",").map { text in
      guard let number = Int(text.filter { $0 != " " }) else {
        throw ValidationError("\(option): \"\(text)\" is not a whole number.")
      }
      return number
    }
  }
}
