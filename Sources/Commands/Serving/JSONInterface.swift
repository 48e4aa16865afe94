// SPDX-License-Identifier: GPL-3.0-or-later

public import LPFormats

/// Requests as texts, for callers that are no command line: the C library.
public enum JSONInterface {
  /// Answers one request. Never throws; errors are answers.
  public static func answer(_ request: [UInt8]) -> String {
    Request.answer(request, source: "request").text()
  }

  /// Answers an audit whose input is already a value.
  public static func audit(_ input: JSONValue) -> String {
    let request: JSONValue = ["id": nil, "command": "audit", "input": input]
    return Request.answer(request, source: "request").text()
  }
}
