// SPDX-License-Identifier: GPL-3.0-or-later

public import CSpecHub
import Commands
internal import Glibc
import LPFormats

/// The functions of `spechub.h`. No state is kept, so they may be called from any thread.

@_cdecl("spechub_abi_version")
public func spechubABIVersion() -> Int32 { SPECHUB_ABI_VERSION }

@_cdecl("spechub_request")
public func spechubRequest(_ json: UnsafePointer<CChar>?, _ length: Int) -> UnsafeMutablePointer<
  CChar
>? {
  guard let json, length >= 0 else { return nil }
  let bytes = UnsafeRawBufferPointer(start: json, count: length)
  return answer(JSONInterface.answer(Array(bytes)))
}

@_cdecl("spechub_free")
public func spechubFree(_ text: UnsafeMutablePointer<CChar>?) { free(text) }

@_cdecl("spechub_audit_law")
public func spechubAuditLaw(
  _ vocabulary: Int, _ p: spechub_fractions, _ law: spechub_fractions
) -> UnsafeMutablePointer<CChar>? {
  guard let p = p.list(vocabulary), let law = law.list(vocabulary) else { return nil }
  return answer(JSONInterface.audit(["p": .array(p), "law": .array(law)]))
}

@_cdecl("spechub_audit_kernel")
public func spechubAuditKernel(
  _ vocabulary: Int, _ drafts: Int, _ rows: Int, _ p: spechub_fractions, _ q: spechub_fractions,
  _ draft: UnsafePointer<Int64>?, _ w: spechub_fractions, _ out: spechub_fractions,
  _ acc: spechub_fractions
) -> UnsafeMutablePointer<CChar>? {
  let (entries, isTooLarge) = rows.multipliedReportingOverflow(by: vocabulary)
  guard !isTooLarge, drafts >= 0, !rows.multipliedReportingOverflow(by: drafts).overflow,
    draft != nil || rows == 0 || drafts == 0, let p = p.list(vocabulary),
    let weights = w.list(rows),
    let outputs = out.list(entries)
  else { return nil }
  let accepted = acc.list(entries)
  let kernel = (0..<rows).map { row -> JSONValue in
    let columns = row * vocabulary..<(row + 1) * vocabulary
    let tokens = (0..<drafts).map { JSONValue.integer(Int(draft![row * drafts + $0])) }
    var members: [JSONValue.Member] = [
      .init("draft", .array(tokens)), .init("w", weights[row]),
      .init("out", .array(Array(outputs[columns]))),
    ]
    if let accepted { members.append(.init("acc", .array(Array(accepted[columns])))) }
    return .object(members)
  }
  var members: [JSONValue.Member] = [.init("p", .array(p)), .init("kernel", .array(kernel))]
  if let q = q.list(vocabulary) { members.append(.init("q", .array(q))) }
  return answer(JSONInterface.audit(.object(members)))
}

/// A copy that C can free.
private func answer(_ text: String) -> UnsafeMutablePointer<CChar>? { strdup(text) }

extension spechub_fractions {
  /// The fractions as JSON; `nil` for null arrays.
  fileprivate func list(_ count: Int) -> [JSONValue]? {
    guard count >= 0, let numerators, let denominators else { return nil }
    return (0..<count).map { index in
      // A negative denominator moves its sign up without overflow: the text is parsed exactly.
      let (above, below) = (numerators[index], denominators[index])
      let isNegative = (above < 0) != (below < 0) && above != 0
      return .string("\(isNegative ? "-" : "")\(above.magnitude)/\(below.magnitude)")
    }
  }
}
