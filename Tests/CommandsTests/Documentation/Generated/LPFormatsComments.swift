// SPDX-License-Identifier: GPL-3.0-or-later
// swift-format-ignore-file
// Written by SnippetTests from the documents that are named here; change those, not this.

import Certificates
import LPFormats
import LinearPrograms
import Rationals
import Testing

@Suite("LPFormatsComments: code in documents")
struct LPFormatsCommentsSnippets {
  @Test("Sources/LPFormats/BitPatterns.swift, example 1")
  func BitPatterns1() throws {
    let document = "Sources/LPFormats/BitPatterns.swift"
    shows(BitPatterns.float32.value(0x3f80_0000), #"1"#, document, #"BitPatterns.float32.value(0x3f80_0000)        // → 1"#)
    shows(BitPatterns.float16.value(0x3555), #"1365/4096"#, document, #"BitPatterns.float16.value(0x3555)             // → 1365/4096"#)
    shows(BitPatterns.float64.value(0x7ff0_0000_0000_0000), #"nil"#, document, #"BitPatterns.float64.value(0x7ff0_0000_0000_0000)   // → nil"#)
  }
}
