// swift-tools-version: 6.2
// SPDX-License-Identifier: GPL-3.0-or-later

import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: dependencies + ["TestSupport"], exclude: exclude,
    swiftSettings: strict)
}

/// A program of `Examples`, in reading order: `swift run first-lp` runs `Examples/01-first-lp`.
func example(_ folder: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(
    name: String(folder.dropFirst(3)), dependencies: dependencies, path: "Examples/" + folder,
    exclude: ["output.txt"], swiftSettings: strict)
}

let argumentParser: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "SpecHubVerifier",
  products: [
    .executable(name: "spechub", targets: ["spechub"]),
    .executable(name: "certcheck", targets: ["certcheck"]),
    // The C interface: libSpecHubC.so, to be installed as libspechub.so beside spechub.h.
    .library(name: "SpecHubC", type: .dynamic, targets: ["SpecHubC"]),
    .library(
      name: "SpecHubVerifier",
      targets: [
        "Rationals", "LinearPrograms", "Certificates", "LPFormats", "LPWriting", "ExactSolving",
        "GLPK",
        "OptimalTransport", "SpeculativeDecoding",
      ]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // C libraries. Debian ships no glpk.pc, so neither has `pkgConfig:`; the module maps link.
    .systemLibrary(name: "CGMP", providers: [.apt(["libgmp-dev"])]),
    .systemLibrary(name: "CGLPK", providers: [.apt(["libglpk-dev"])]),
    // zlib1g-dev comes with libglpk-dev.
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CGLPKGuard", dependencies: ["CGLPK"]),

    // The trusted part: what a verdict rests on. Nothing here may import anything below.
    library("Rationals", ["CGMP"]),
    library("LinearPrograms", ["Rationals"]),
    library("Certificates", ["LinearPrograms", "Rationals"]),
    library("LPFormats", ["CZlib", "Certificates", "LinearPrograms", "Rationals"]),

    // Writes what LPFormats reads. No verdict rests on it.
    library(
      "LPWriting", ["CZlib", "Certificates", "LPFormats", "LinearPrograms", "Rationals"]),

    // Search: clever, and never believed without a certificate.
    library("ExactSolving", ["Certificates", "LinearPrograms", "Rationals"]),
    library("GLPK", ["CGLPK", "CGLPKGuard", "ExactSolving", "LinearPrograms", "Rationals"]),
    library(
      "OptimalTransport", ["ExactSolving", "Certificates", "LinearPrograms", "Rationals"]),
    library(
      "SpeculativeDecoding",
      ["OptimalTransport", "ExactSolving", "Certificates", "LinearPrograms", "Rationals"]),

    // The programs.
    library(
      "Commands",
      [
        "SpeculativeDecoding", "OptimalTransport", "GLPK", "ExactSolving", "LPWriting",
        "LPFormats", "Certificates", "LinearPrograms", "Rationals", argumentParser,
      ]),
    .target(name: "CSpecHub"),
    library("SpecHubC", ["CSpecHub", "Commands", "LPFormats", "Rationals"]),
    .executableTarget(name: "spechub", dependencies: ["Commands"], swiftSettings: strict),
    .executableTarget(
      name: "certcheck",
      dependencies: ["LPFormats", "Certificates", "LinearPrograms", "Rationals"],
      exclude: ["certcheck.1"], swiftSettings: strict),

    // Examples. Each depends on no more than it imports, so that it links quickly.
    example("01-first-lp", ["ExactSolving", "Certificates", "LinearPrograms", "Rationals"]),
    example(
      "02-certificate-by-hand", ["ExactSolving", "Certificates", "LinearPrograms", "Rationals"]),
    example("03-why-infeasible", ["ExactSolving", "Certificates", "LinearPrograms", "Rationals"]),
    example(
      "04-when-floats-lie",
      ["GLPK", "ExactSolving", "Certificates", "LinearPrograms", "Rationals"]),
    example(
      "05-moving-mass",
      ["OptimalTransport", "ExactSolving", "Certificates", "LinearPrograms", "Rationals"]),
    example(
      "06-one-draft",
      [
        "SpeculativeDecoding", "OptimalTransport", "ExactSolving", "Certificates",
        "LinearPrograms", "Rationals",
      ]),
    example(
      "07-two-drafts-and-the-hub", ["SpeculativeDecoding", "OptimalTransport", "Rationals"]),
    example(
      "08-spechub-against-lp",
      [
        "SpeculativeDecoding", "OptimalTransport", "GLPK", "ExactSolving", "Certificates",
        "LinearPrograms", "Rationals",
      ]),
    example(
      "09-rrs-loses-later-drafts",
      ["SpeculativeDecoding", "OptimalTransport", "Certificates", "Rationals"]),
    example(
      "10-is-my-verifier-lossless", ["SpeculativeDecoding", "OptimalTransport", "Rationals"]),
    example(
      "11-full-vocabulary",
      ["SpeculativeDecoding", "OptimalTransport", "LPFormats", "Certificates", "Rationals"]),
    example(
      "12-check-it-in-coq",
      [
        "SpeculativeDecoding", "OptimalTransport", "LPWriting", "Certificates", "LinearPrograms",
        "Rationals",
      ]),
    example(
      "13-your-own-scheme",
      ["SpeculativeDecoding", "OptimalTransport", "Certificates", "Rationals"]),

    // Tests.
    .target(
      name: "TestSupport", dependencies: ["Rationals"], path: "Tests/Support",
      swiftSettings: strict),
    // What the checkers are compared with: other methods, from the definitions.
    .target(
      name: "IndependentChecks",
      dependencies: ["LPFormats", "Certificates", "LinearPrograms", "Rationals"],
      path: "Tests/Independent", swiftSettings: strict),
    // Runs a command and writes down how much memory it took.
    .executableTarget(name: "measure", path: "Tests/Measure", swiftSettings: strict),
    tests("Support", ["Rationals"]),
    tests("Rationals", ["Rationals", "CGMP"]),
    tests(
      "Certificates",
      ["Certificates", "IndependentChecks", "LPFormats", "LinearPrograms", "Rationals"]),
    tests(
      "LPFormats", ["LPWriting", "LPFormats", "Certificates", "LinearPrograms", "Rationals"],
      exclude: ["Fixtures"]),
    tests(
      "ExactSolving",
      [
        "ExactSolving", "GLPK", "Certificates", "LinearPrograms", "LPFormats", "LPWriting",
        "Rationals",
      ]),
    tests("GLPK", ["GLPK", "LinearPrograms", "Rationals"]),
    tests(
      "OptimalTransport",
      [
        "OptimalTransport", "ExactSolving", "GLPK", "Certificates", "LinearPrograms", "Rationals",
      ]),
    tests(
      "SpeculativeDecoding",
      [
        "SpeculativeDecoding", "OptimalTransport", "ExactSolving", "GLPK", "Certificates",
        "LinearPrograms", "Rationals",
      ]),
    tests(
      "Commands",
      [
        "Commands", "SpeculativeDecoding", "OptimalTransport", "GLPK", "ExactSolving",
        "LPWriting", "LPFormats", "Certificates", "LinearPrograms", "Rationals", "measure",
      ], exclude: ["Fixtures"]),
  ],
  swiftLanguageModes: [.v6]
)
