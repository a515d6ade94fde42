using System.Diagnostics.CodeAnalysis;

namespace ChatService.Server.Platform.Errors;

/// <summary>What a use case answers: a value or a refusal.</summary>
public readonly struct Outcome<T>
{
    private readonly T? value;

    private Outcome(T? value, Refusal? refusal)
    {
        this.value = value;
        Refusal = refusal;
    }

    /// <summary>The refusal, or null.</summary>
    public Refusal? Refusal { get; }

    /// <summary>True when there is a value.</summary>
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsOk => Refusal is null;

    /// <summary>The value; throws <see cref="RefusedException"/> for a refusal.</summary>
    public T OrThrow() => Refusal is null ? value! : throw new RefusedException(Refusal);

    /// <summary>The same refusal for another shape, or the mapped value.</summary>
    public Outcome<TOther> Map<TOther>(Func<T, TOther> map) => Refusal is null ? new Outcome<TOther>(map(value!), null) : new Outcome<TOther>(default, Refusal);

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}
