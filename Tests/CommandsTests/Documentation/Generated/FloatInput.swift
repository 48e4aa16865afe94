// SPDX-License-Identifier: GPL-3.0-or-later
// swift-format-ignore-file
// Written by SnippetTests from the documents that are named here; change those, not this.

import LPFormats
import Rationals
import Testing

@Suite("FloatInput: code in documents")
struct FloatInputSnippets {
  @Test("Sources/SpecHub.docc/FloatInput.md, line 26")
  func FloatInput26() throws {
    let document = "Sources/SpecHub.docc/FloatInput.md"

    shows(BitPatterns.float32.value(0x3dcc_cccd), #"13421773/134217728"#, document, 29)
    shows(BitPatterns.float32.value(0x3f00_0000), #"1/2"#, document, 30)
    shows(BitPatterns.bfloat16.value(0x3dcd), #"205/2048"#, document, 31)
    shows(BitPatterns.float32.value(0x7fc0_0000), #"nil"#, document, 32)
  }
}
