// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import LPFormats
import Rationals
import SpeculativeDecoding

/// The best tree of a size for one scheme, beside the best one whose levels have equal widths.
struct TreeSearch {
  private let scheme: any Scheme
  private let best: OptimalTree
  /// The best tree given by widths, of at most the same size.
  private let level: (widths: [Int], accepted: Rational)?

  init(
    _ limits: OptimalTree.Limits, scheme: any Scheme, root: Int, of model: ModelPair
  ) throws {
    self.scheme = scheme
    do {
      best = try OptimalTree(limits, root: root, of: model, scheme: scheme)
    } catch let error as OptimalTreeError {
      throw CommandFailure("--budget: \(error)")
    } catch let error as SchemeError {
      throw CommandFailure("--budget: \(error); lower the budget, the width or the depth")
    }
    var level: (widths: [Int], accepted: Rational)?
    for widths in Self.widthLists(limits) {
      guard
        let value = try? TreeValue(DraftTree(widths: widths), root: root, of: model)
          .accepted(by: scheme)
      else { continue }
      if level.map({ $0.accepted < value.lower }) ?? true { level = (widths, value.lower) }
    }
    self.level = level
  }

  /// Every list of widths whose tree is within the limits.
  private static func widthLists(_ limits: OptimalTree.Limits) -> [[Int]] {
    var lists: [[Int]] = []
    func extend(_ list: [Int], leaves: Int, size: Int) {
      if !list.isEmpty { lists.append(list) }
      guard list.count < limits.depth else { return }
      for width in 1...limits.width where size + leaves * width <= limits.size {
        extend(list + [width], leaves: leaves * width, size: size + leaves * width)
      }
    }
    extend([], leaves: 1, size: 0)
    return lists
  }

  /// A page for a person.
  var text: String {
    let parents = best.tree.parents.map(String.init).joined(separator: ",")
    var lines = [
      "\(scheme.id): the best tree has \(best.tree.size) drafts, depth \(best.tree.depth)",
      "parents of node 1, 2, …: \(parents)",
      "tokens per step: \((best.accepted + 1).abridged) "
        + "(about \((best.accepted + 1).decimal(places: 6)))",
    ]
    if let level {
      let widths = level.widths.map(String.init).joined(separator: ",")
      lines.append(
        "the best tree of equal widths by depth is \(widths): "
          + "about \((level.accepted + 1).decimal(places: 6))")
    }
    return lines.joined(separator: "\n")
  }

  /// The answer of `tree --budget --json`.
  var json: JSONValue {
    let levelJSON: JSONValue =
      level.map {
        [
          "widths": .array($0.widths.map(JSONValue.integer)),
          "expected_tokens": .exact($0.accepted + 1),
        ]
      } ?? .null
    return [
      "scheme": .string(scheme.id),
      "tree": [
        "parents": .array(best.tree.parents.map(JSONValue.integer)),
        "nodes": .integer(best.tree.size), "depth": .integer(best.tree.depth),
      ],
      "expected_tokens": .exact(best.accepted + 1),
      "expected_tokens_decimal": .string((best.accepted + 1).decimal(places: 12)),
      "best_by_widths": levelJSON,
    ]
  }
}
