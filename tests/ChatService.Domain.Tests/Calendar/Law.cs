using FsCheck;
using FsCheck.Fluent;

namespace ChatService.Domain.Tests.Calendar;

/// <summary>Checks that something holds for every generated case; the failing case and its seed are in the exception.</summary>
internal static class Law
{
    public static void Holds<T>(Gen<T> cases, Action<T> law, int times = 100) =>
        Prop.ForAll(cases.ToArbitrary(), law).Check(Config.QuickThrowOnFailure.WithMaxTest(times));
}
