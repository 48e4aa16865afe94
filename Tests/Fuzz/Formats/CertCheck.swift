// SPDX-License-Identifier: GPL-3.0-or-later

import Certificates
import LPFormats
import LinearPrograms
import Rationals

/// `certcheck MODEL CERTIFICATE`: an LP file, a line `====`, and the certificate from its third line.
///
/// The lines with header and fingerprint are supplied, so that mutations reach what is proved.
/// What is accepted must be what eliminating the variables finds.
func checkCertificate(_ input: [UInt8]) {
  guard let (model, proof) = halves(input),
    let program = try? ModelFormat.lp.read(bytes: model, source: "model")
  else { return }
  let head = "spechub-certificate 1\nmodel \(program.fingerprint)\n"
  guard
    let claim = try? CertificateText.read(
      Array(head.utf8) + proof, source: "certificate", for: program),
    claim.verify(against: program).isValid, let outcome = claim.outcome,
    program.variables.count <= 4, program.rows.count <= 6,
    let answer = FourierMotzkin.answer(to: program)
  else { return }
  let claimed: FourierMotzkin.Answer =
    switch outcome {
    case .optimal: .optimal(claim.objective ?? 0)
    case .infeasible: .infeasible
    case .unbounded: .unbounded
    }
  demand(claimed == answer, "accepted: \(claim.summary), but it is \(answer)")
}

/// `certcheck INSTANCE CERTIFICATE`: an instance, a line `====`, and the certificate from its third
/// line to that before the digest.
func checkAcceptance(_ input: [UInt8]) {
  guard let (instance, proof) = halves(input),
    let value = try? JSONValue.parse(instance, source: "instance")
  else { return }
  let cursor = JSONCursor(value, source: "instance")
  for mode in [InstanceText.Mode.strict, .normalize] {
    guard let text = try? InstanceText(cursor, mode: mode), let problem = try? text.problem()
    else { continue }
    var bytes = Array(
      "spechub-acceptance 1\ninstance \(problem.fingerprint)\nnumbers \(mode.rawValue)\n".utf8)
    bytes += proof
    if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    var hash = FNV1a()
    hash.add(bytes)
    bytes += Array("digest \(hash.text)\nend\n".utf8)
    guard let claim = try? AcceptanceCertificateText.read(bytes, source: "certificate"),
      claim.verify(against: problem).isValid, let naive = AcceptanceByEnumeration(text)
    else { continue }
    let (accepted, value) = (claim.certificate.acceptance, naive.value)
    demand(
      accepted.lower <= value && value <= accepted.upper,
      "accepted: \(accepted), but it is \(value)")
  }
}
