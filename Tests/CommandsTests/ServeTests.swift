// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import LPFormats
import Testing

@testable import Commands

@Suite("spechub serve")
struct ServeTests {
  private func answer(_ text: String) throws -> JSONCursor {
    JSONCursor(Request.answer(Array(text.utf8), source: "line 1"), source: "answer")
  }

  @Test("answers leave in the order of the lines, whichever is ready first, and none is lost")
  func order() throws {
    let count = 20_000
    let pipeline = OrderedPipeline(capacity: 7)
    let workers = (0..<4).compactMap { _ in
      WorkerThread {
        pipeline.work { line, number in
          guard case .text(let bytes) = line else { return [] }
          // Uneven work, so that later lines overtake earlier ones.
          if bytes.count % 3 == 0 { usleep(20) }
          return bytes + Array(" \(number)\n".utf8)
        }
      }
    }
    #expect(workers.count == 4)
    let reader = WorkerThread {
      for index in 0..<count { pipeline.submit(.text(Array("line \(index)".utf8))) }
      pipeline.finish()
    }
    var received: [UInt8] = []
    while let answers = pipeline.nextAnswers() { received += answers }
    reader?.join()
    for worker in workers { worker.join() }
    let expected = (0..<count).map { "line \($0) \($0 + 1)\n" }.joined()
    #expect(String(decoding: received, as: UTF8.self) == expected)
    #expect(pipeline.count == count)
  }

  @Test("a full pipeline holds the reader back")
  func backPressure() throws {
    let pipeline = OrderedPipeline(capacity: 3)
    let reader = WorkerThread {
      for _ in 0..<10 { pipeline.submit(.text([1])) }
      pipeline.finish()
    }
    usleep(50_000)
    #expect(pipeline.count == 3)
    let worker = WorkerThread { pipeline.work { _, _ in [2] } }
    var received = 0
    while let answers = pipeline.nextAnswers() { received += answers.count }
    reader?.join()
    worker?.join()
    #expect(received == 10)
  }

  @Test("lines are cut at newlines, long ones dropped, the last one needs no newline")
  func lines() throws {
    let pipe = Pipe()
    let long = String(repeating: "x", count: 200_000)
    try pipe.fileHandleForWriting.write(contentsOf: Data("a\n\nbb\n".utf8))
    let writer = pipe.fileHandleForWriting
    let feeding = WorkerThread {
      try? writer.write(contentsOf: Data("\(long)\nend".utf8))
      try? writer.close()
    }
    var source = LineSource(
      descriptor: pipe.fileHandleForReading.fileDescriptor, limit: 100_000)
    var lines: [String] = []
    while let line = source.next() {
      switch line {
      case .text(let bytes): lines.append(String(decoding: bytes, as: UTF8.self))
      case .tooLong: lines.append("too long")
      }
    }
    feeding?.join()
    #expect(lines == ["a", "", "bb", "too long", "end"])
  }

  @Test("ids come back as they were, errors are records, bad lines are answered in place")
  func records() throws {
    let law = try answer(
      #"{"id": {"n": 7}, "command": "audit", "input": {"p": ["1/2", "1/2"], "law": [1, 0]}}"#)
    #expect(try law.required("id").required("n").integer() == 7)
    #expect(try law.required("ok").bool())
    #expect(try law.required("result").required("verdict").string() == "not-lossless")
    #expect(try law.required("status").integer() == 1)
    let refused: [(line: String, code: String, path: String)] = [
      ("", "bad-json", ""), ("{", "bad-json", ""), ("7", "bad-input", ""),
      (#"{"id": 1}"#, "bad-input", "command"),
      (#"{"id": 1, "command": "audit"}"#, "bad-input", "input"),
      (#"{"id": 1, "command": "dance", "input": 1}"#, "unknown-command", "command"),
      (#"{"command": "verify", "input": {"target": [1], "draft": ["1/2"]}}"#, "bad-input", "draft"),
      (#"{"command": "solve", "input": "max\n o: x +\nend"}"#, "bad-input", ""),
      (#"{"command": "solve", "input": {}}"#, "bad-input", "format"),
      (
        #"{"command": "check", "input": {"model": "max\n o: x\nst\n c: x <= 1\nend", "certificate": "x"}}"#,
        "bad-input", "certificate"
      ),
      (
        #"{"command": "audit", "input": {"p": [1], "law": [1]}, "options": {"level": 2}}"#,
        "bad-input", "options.level"
      ),
    ]
    for (line, code, path) in refused {
      let error = try answer(line).required("error")
      #expect(try error.required("code").string() == code, "\(line)")
      #expect(try error.required("path").string() == path, "\(line)")
      #expect(try !error.required("message").string().isEmpty)
    }
  }

  @Test("verify, optimum and compare answer as the commands do")
  func instances() throws {
    let input = #"{"target": ["1/10", "3/5", "3/10"], "draft": ["1/2", "3/10", "1/5"]}"#
    func result(_ command: String, _ options: String = "{}") throws -> JSONCursor {
      try answer(
        #"{"command": "\#(command)", "input": \#(input), "options": \#(options)}"#
      ).required("result")
    }
    #expect(try result("verify").required("holds").bool())
    #expect(try result("optimum").required("alpha").string() == "17/20")
    #expect(try result("optimum").required("verified").bool())
    let rows = try result("compare", #"{"schemes": ["rrs", "spechub"]}"#).required("schemes")
    #expect(
      try rows.elements().map { try $0.required("alpha").string() }.sorted() == ["1", "4/5"])
    let error = try answer(
      #"{"command": "compare", "input": \#(input), "options": {"schemes": ["x"]}}"#
    ).required("error")
    #expect(try error.required("path").string() == "options.schemes[0]")
  }

  @Test("what solve answers, check accepts; tampered, it is refused")
  func solveAndCheck() throws {
    let model = #"max\n o: x + y\nst\n c: x + 2 y <= 1/3\nend"#
    let solved = try answer(#"{"command": "solve", "input": "\#(model)"}"#).required("result")
    #expect(try solved.required("objective").string() == "1/3")
    let text = JSONValue.string(try solved.required("certificate_text").string())
    let good = try answer(
      #"{"command": "check", "input": {"model": "\#(model)", "certificate": \#(text.text())}}"#)
    #expect(try good.required("result").required("valid").bool())
    let forged = text.text().replacing("1/3", with: "2/3")
    let bad = try answer(
      #"{"command": "check", "input": {"model": "\#(model)", "certificate": \#(forged)}}"#)
    #expect(try !bad.required("result").required("valid").bool())
    #expect(try bad.required("status").integer() == 1)
  }
}
