// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import LPFormats

/// A headless Chromium that opens a page of this repository together with a script that probes it.
struct PageBrowser {
  /// The command of an installed Chromium or Chrome.
  private let program: String

  /// `nil` when none is installed; then the test skips, unless `REQUIRE_TOOLS` is set.
  static func find() -> PageBrowser? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    for name in ["chromium", "chromium-browser", "google-chrome"] {
      for folder in folders {
        let path = "\(folder)/\(name)"
        if FileManager.default.isExecutableFile(atPath: path) { return PageBrowser(program: path) }
      }
    }
    return nil
  }

  /// Whether a missing tool is a failure: set where everything is meant to be installed.
  static var isRequired: Bool {
    ProcessInfo.processInfo.environment["REQUIRE_TOOLS"].map { $0 != "" && $0 != "0" } ?? false
  }

  /// What `probe`, the body of a function in JavaScript, returns once the page has started.
  ///
  /// The page runs as it is: the probe stands behind its last script and sees what the scripts see.
  /// Everything happens while the document loads, so that nothing depends on time. Errors and
  /// messages on the page's console make it throw.
  ///
  /// - Parameters:
  ///   - page: the path of the page in this repository.
  ///   - hash: the part of the address behind "#".
  ///   - input: JSON text, which the probe knows as `input`.
  func run(_ page: String, hash: String = "", input: String = "null", probe: String) throws
    -> JSONCursor
  {
    let text = try String(
      contentsOf: DocumentationTests.root.appendingPathComponent(page), encoding: .utf8)
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("spechub-page-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let listener = """
      <head><script>
      const heard = [];
      addEventListener("error", (event) => heard.push(event.message));
      for (const level of ["error", "warn", "log"]) console[level] = (...what) => heard.push(what.join(" "));
      </script>
      """
    let ending = """
      <script>
      {
        const input = \(input.replacingOccurrences(of: "</", with: "<\\/"));
        let answer = null;
        try { answer = (() => { \(probe) })(); } catch (error) { heard.push(error.stack); }
        const report = encodeURIComponent(JSON.stringify({ answer, heard }));
        document.body.replaceChildren(`report(${report})report`);
      }
      </script></body>
      """
    guard text.contains("<head>"), text.contains("</body>") else {
      throw PageError("\(page) has no <head> or </body>")
    }
    let probed = text.replacingOccurrences(of: "<head>", with: listener)
      .replacingOccurrences(of: "</body>", with: ending)
    let file = folder.appendingPathComponent("page.html")
    try probed.write(to: file, atomically: true, encoding: .utf8)

    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = [
      "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--window-size=1280,1600",
      "--user-data-dir=\(folder.path)/profile", "--dump-dom",
      file.absoluteString + (hash.isEmpty ? "" : "#\(hash)"),
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    // A page that never ends must not keep the machine: far beyond what any page here takes.
    let guardian = DispatchWorkItem { process.terminate() }
    DispatchQueue.global().asyncAfter(deadline: .now() + 300, execute: guardian)
    defer { guardian.cancel() }
    let dump = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard let start = dump.range(of: "report("), let end = dump.range(of: ")report"),
      let report = String(dump[start.upperBound..<end.lowerBound]).removingPercentEncoding
    else {
      throw PageError(
        "\(program) gave no report for \(page), or none within five minutes: \(dump.prefix(500))")
    }
    let cursor = JSONCursor(
      try JSONValue.parse(Array(report.utf8), source: page), source: "report of \(page)")
    let heard = try cursor.required("heard").strings()
    guard heard.isEmpty else { throw PageError("\(page): \(heard.joined(separator: "\n"))") }
    return try cursor.required("answer")
  }
}

/// What went wrong in a page.
struct PageError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
