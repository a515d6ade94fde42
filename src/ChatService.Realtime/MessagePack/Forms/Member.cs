using System.Linq.Expressions;
using System.Reflection;
using System.Text;
using System.Text.Json.Serialization.Metadata;

namespace ChatService.Realtime.MessagePack.Forms;

/// <summary>One field of an object, as JSON's contract describes it.</summary>
internal abstract class Member<TOwner>(JsonPropertyInfo contract)
{
    private readonly byte[] name = Encoding.UTF8.GetBytes(contract.Name);

    /// <summary>The name on the wire.</summary>
    public ReadOnlySpan<byte> Name => name;

    public bool IsWritten { get; } = contract.Get is not null;

    public bool IsRequired { get; } = contract.IsRequired;

    /// <summary>The parameter of the constructor that takes it; null when it is set afterwards.</summary>
    public int? Parameter { get; } = contract.AssociatedParameter?.Position;

    /// <summary>The property or field.</summary>
    public MemberInfo Info { get; } = (MemberInfo)contract.AttributeProvider!;

    public abstract void Write(ref MsgPackWriter writer, TOwner owner);

    public abstract Slot MakeSlot();

    /// <summary>What is in its slot.</summary>
    public abstract Expression ValueOf(Expression slot);
}

/// <summary>The same of one type.</summary>
internal sealed class Member<TOwner, T>(FormTable forms, JsonPropertyInfo contract) : Member<TOwner>(contract)
{
    private readonly Func<TOwner, T>? get = contract.Get is null ? null : Getter((MemberInfo)contract.AttributeProvider!);
    private readonly T missing = contract.AssociatedParameter is { HasDefaultValue: true, DefaultValue: T value } ? value : default!;

    // Found when it is first needed: a type may hold itself.
    private Form<T> Form => field ??= forms.Of<T>();

    public override void Write(ref MsgPackWriter writer, TOwner owner)
    {
        writer.WriteUtf8(Name);
        Form.Write(ref writer, get!(owner));
    }

    public override Slot MakeSlot() => new Slot<T>(Form, missing);

    public override Expression ValueOf(Expression slot) => Expression.Property(Expression.Convert(slot, typeof(Slot<T>)), nameof(Slot<T>.Value));

    private static Func<TOwner, T> Getter(MemberInfo info)
    {
        var owner = Expression.Parameter(typeof(TOwner));
        return Expression.Lambda<Func<TOwner, T>>(Expression.MakeMemberAccess(owner, info), owner).Compile();
    }
}
