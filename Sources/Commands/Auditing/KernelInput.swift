// SPDX-License-Identifier: GPL-3.0-or-later

import LPFormats
import OptimalTransport
import Rationals
import SpeculativeDecoding

/// A kernel as another implementation reports it: p, perhaps q, and one row a draft tuple.
struct KernelInput {
  private let target: [Rational]
  private let draft: [Rational]?
  private let kernel: Kernel
  private let reportsAcceptance: Bool
  private let declared: DraftLaw?
  private let sumsToOne: Bool
  private let isFree: Bool
  private let tokens: [String]?

  init(_ reader: inout AuditReader) throws {
    target = try reader.law("p")
    draft = try reader.root.optional("q") == nil ? nil : try reader.law("q")
    if let draft, draft.count != target.count {
      throw reader.root.error(
        "p has \(target.count) tokens and q \(draft.count): they must share a vocabulary")
    }
    sumsToOne = reader.mode != .asUsed
    tokens = try reader.root.optional("tokens")?.elements().map { try $0.string() }
    var rows: [Kernel.Row] = []
    var hasAcceptance = true
    for (index, cursor) in try reader.root.required("kernel").elements().enumerated() {
      let row = try KernelRow(cursor, index: index, vocabulary: target.count)
      hasAcceptance = hasAcceptance && row.hasAcceptance
      rows.append(row.row)
    }
    isFree = try reader.root.optional("sampling")?.value == "free"
    reportsAcceptance = hasAcceptance && !rows.isEmpty
    if reader.mode == .normalize { Self.normalize(&rows, &reader) }
    kernel = Kernel(rows: rows)
    declared = try Self.declaredLaw(reader, draft: draft, kernel)
  }

  /// Divides each row and the weights by their sums.
  private static func normalize(_ rows: inout [Kernel.Row], _ reader: inout AuditReader) {
    for index in rows.indices {
      let sum = rows[index].output.reduce(0, +)
      guard sum.signum > 0, sum != 1 else { continue }
      reader.note("row \(index) sums to \(sum.withDecimal); divided by it")
      rows[index].output = rows[index].output.map { $0 / sum }
      rows[index].accepted = rows[index].accepted.map { $0 / sum }
    }
    let sum = rows.reduce(Rational(0)) { $0 + $1.probability }
    guard sum.signum > 0, sum != 1 else { return }
    reader.note("w sums to \(sum.withDecimal); divided by it")
    for index in rows.indices { rows[index].probability /= sum }
  }

  /// The law that `q` and `sampling` declare; `nil` when they declare none.
  private static func declaredLaw(
    _ reader: AuditReader, draft: [Rational]?, _ kernel: Kernel
  ) throws -> DraftLaw? {
    guard let cursor = try reader.root.optional("sampling"), cursor.value != .null else {
      return nil
    }
    if cursor.value == "free" { return nil }
    guard let draft, reader.mode != .asUsed else { return nil }
    let drafts =
      try reader.draftCount() ?? kernel.rows.first?.drafts.count ?? 1
    let distribution = try Distribution(draft)
    let sampling = try InstanceFile.sampling(
      reader.root, alternatives: ", free")
    let size = DraftLaw.tupleCount(of: distribution, drafts: drafts, sampling: sampling)
    guard size <= 2_000_000 else {
      throw cursor.error("the declared law has up to \(size) tuples, too many to compare")
    }
    do throws(DraftLawError) {
      return try DraftLaw(sampling, draft: distribution, drafts: drafts)
    } catch {
      throw cursor.error(error.description)
    }
  }

  func answer(_ reader: inout AuditReader) throws -> AuditAnswer {
    if let defect = kernel.firstDefect(vocabulary: target.count, sumsToOne: sumsToOne) {
      return .refused(defect.description, row: defect.row)
    }
    let impossible = impossibleDraw
    if impossible == nil, let declared,
      let defect = kernel.firstDefect(
        vocabulary: target.count, sumsToOne: sumsToOne, declaredLaw: declared)
    {
      return .refused(defect.description, row: defect.row)
    }
    noteAcceptedOutsideDrafts(&reader)
    let audit = KernelAudit(kernel, target: target, reportsAcceptance: reportsAcceptance)
    let report = KernelReport(audit, draft: draft, tokens: tokens)
    guard let impossible else { return report.answer }
    var answer = AuditAnswer.undefined(impossible.reason, row: impossible.row)
    answer.members += report.members
    return answer
  }

  /// A row that drafts a token of q = 0 though no declared law does.
  private var impossibleDraw: (row: Int, reason: String)? {
    guard let draft else { return nil }
    let allowed = Set(declared?.entries.map(\.drafts) ?? [])
    for (index, row) in kernel.rows.enumerated() where row.probability.signum > 0 {
      guard !isFree, !allowed.contains(row.drafts),
        let token = row.drafts.first(where: { draft[$0].isZero })
      else { continue }
      return (
        index,
        "row \(index) drafts token \(token) with probability \(row.probability), but "
          + "q(\(token)) = 0: p/q is \(target[token])/0 there"
      )
    }
    return nil
  }

  private func noteAcceptedOutsideDrafts(_ reader: inout AuditReader) {
    for (index, row) in kernel.rows.enumerated() {
      for (token, mass) in row.accepted.enumerated()
      where !mass.isZero && !row.drafts.contains(token) {
        reader.note("row \(index): acc[\(token)] = \(mass), but token \(token) was not drafted")
        return
      }
    }
  }
}
