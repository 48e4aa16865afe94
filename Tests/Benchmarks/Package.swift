// swift-tools-version: 6.2
// SPDX-License-Identifier: GPL-3.0-or-later

import PackageDescription

// A package of its own, so that building the toolkit builds none of this.
let argumentParser: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")
let toolkit: Target.Dependency = .product(name: "SpecHubVerifier", package: "SpecHubVerifier")

let package = Package(
  name: "Benchmarks",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(name: "SpecHubVerifier", path: "../.."),
  ],
  targets: [
    .target(name: "Measuring"),
    .target(
      name: "PlainLoops", cSettings: [.unsafeFlags(["-O2"], .when(configuration: .release))]),
    .executableTarget(name: "peers", dependencies: ["Measuring", argumentParser]),
    .executableTarget(
      name: "models", dependencies: ["Measuring", toolkit, argumentParser]),
    .executableTarget(name: "curves", dependencies: ["Measuring", argumentParser]),
    .executableTarget(
      name: "loops",
      dependencies: ["PlainLoops", toolkit]),
  ],
  swiftLanguageModes: [.v6]
)
