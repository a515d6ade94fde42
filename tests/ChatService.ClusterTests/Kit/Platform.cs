using System.Runtime.Versioning;

// Signals, /proc and nginx: these tests run where the product is deployed.
[assembly: SupportedOSPlatform("linux")]
