using System.Buffers.Text;
using System.Numerics;

namespace ChatService.Realtime.MessagePack.Forms;

/// <summary>A string or nil.</summary>
internal sealed class TextForm : Form<string?>
{
    public override void Write(ref MsgPackWriter writer, string? value) => writer.Write(value);

    public override string? Read(ref MsgPackReader reader) => reader.ReadString();
}

/// <summary>A boolean.</summary>
internal sealed class BooleanForm : Form<bool>
{
    public override void Write(ref MsgPackWriter writer, bool value) => writer.Write(value);

    public override bool Read(ref MsgPackReader reader) => reader.ReadBoolean();
}

/// <summary>An integer of at most 64 bits with a sign.</summary>
internal sealed class IntegerForm<T> : Form<T>
    where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
{
    private static readonly long Least = long.CreateChecked(T.MinValue);
    private static readonly long Most = long.CreateChecked(T.MaxValue);

    public override void Write(ref MsgPackWriter writer, T value) => writer.Write(long.CreateTruncating(value));

    public override T Read(ref MsgPackReader reader)
    {
        var value = reader.ReadInt64();
        return value >= Least && value <= Most ? T.CreateTruncating(value) : throw Malformed.OutOfRange(typeof(T).Name);
    }
}

/// <summary>An integer of 64 bits without a sign.</summary>
internal sealed class UnsignedForm : Form<ulong>
{
    public override void Write(ref MsgPackWriter writer, ulong value) => writer.Write(value);

    public override ulong Read(ref MsgPackReader reader) => reader.ReadUInt64();
}

/// <summary>A float; as in JSON never NaN and never infinite.</summary>
internal sealed class DoubleForm : Form<double>
{
    public override void Write(ref MsgPackWriter writer, double value) => writer.Write(Finite(value));

    public override double Read(ref MsgPackReader reader) => Finite(reader.ReadDouble());

    private static double Finite(double value) => double.IsFinite(value) ? value : throw Malformed.OutOfRange("the finite numbers");
}

/// <summary>The same in 32 bits.</summary>
internal sealed class SingleForm : Form<float>
{
    public override void Write(ref MsgPackWriter writer, float value) => writer.Write(Finite(value));

    public override float Read(ref MsgPackReader reader) => Finite((float)reader.ReadDouble());

    private static float Finite(float value) => float.IsFinite(value) ? value : throw Malformed.OutOfRange("the finite numbers");
}

/// <summary>36 characters, as in JSON: clients share one decoder, and compare ids as strings.</summary>
internal sealed class GuidForm : Form<Guid>
{
    private const int Length = 36;

    public override void Write(ref MsgPackWriter writer, Guid value)
    {
        Span<byte> text = stackalloc byte[Length];
        value.TryFormat(text, out _);
        writer.WriteUtf8(text);
    }

    public override Guid Read(ref MsgPackReader reader)
    {
        var text = reader.ReadUtf8();
        return text.Length == Length && Utf8Parser.TryParse(text, out Guid value, out var read, 'D') && read == Length
            ? value
            : throw new InvalidDataException("Expected a UUID.");
    }
}

/// <summary>Bytes as bytes; base64 is understood, too, for that is how JSON carries them.</summary>
internal sealed class BinaryForm : Form<byte[]?>
{
    public override void Write(ref MsgPackWriter writer, byte[]? value)
    {
        if (value is null)
        {
            writer.WriteNil();
        }
        else
        {
            writer.WriteBinary(value);
        }
    }

    public override byte[]? Read(ref MsgPackReader reader)
    {
        switch (reader.Next)
        {
            case MsgPackKind.Text:
                return Convert.FromBase64String(MsgPackReader.Text(reader.ReadUtf8()));
            default:
                return reader.TryReadNil() ? null : reader.ReadBinary().ToArray();
        }
    }
}
