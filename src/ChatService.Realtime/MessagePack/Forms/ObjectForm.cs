using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ChatService.Realtime.MessagePack.Forms;

/// <summary>
/// A map from the fields' names in JSON. Unknown keys are passed over, missing ones keep their default, the last of equal keys counts; a required one that is missing is refused.
/// </summary>
internal sealed class ObjectForm<T> : Form<T?>
{
    private readonly Member<T>[] written;
    private readonly Member<T>[] read;
    private readonly Func<Slot[], T>? finish;
    private readonly bool ignoreCase;

    public ObjectForm(FormTable forms, JsonTypeInfo<T> contract)
    {
        var members = contract.Properties.Select(property => Create(forms, property)).ToArray();
        written = [.. members.Where(member => member.IsWritten)];
        read = [.. members.Zip(contract.Properties).Where(pair => pair.Second.Set is not null || pair.First.Parameter is not null).Select(pair => pair.First)];
        finish = contract.ConstructorAttributeProvider is ConstructorInfo constructor ? Draft<T>.Finisher(constructor, read) : null;
        ignoreCase = contract.Options.PropertyNameCaseInsensitive;
    }

    public override void Write(ref MsgPackWriter writer, T? value)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteMapHeader(written.Length);
        writer.Enter();
        foreach (var member in written)
        {
            member.Write(ref writer, value);
        }

        writer.Leave();
    }

    public override T? Read(ref MsgPackReader reader)
    {
        if (default(T) is null && reader.TryReadNil())
        {
            return default;
        }

        if (finish is null)
        {
            throw new NotSupportedException($"{typeof(T).Name} can be written, but not read.");
        }

        var draft = Draft<T>.Rent(this, read);
        try
        {
            ReadFields(ref reader, draft.Slots);
            return finish(draft.Slots);
        }
        finally
        {
            draft.Return();
        }
    }

    private void ReadFields(ref MsgPackReader reader, Slot[] slots)
    {
        var count = reader.ReadMapHeader();
        reader.Enter();
        for (var i = 0; i < count; i++)
        {
            var found = Find(reader.ReadUtf8(), i);
            if (found >= 0)
            {
                slots[found].Read(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        reader.Leave();
        for (var i = 0; i < read.Length; i++)
        {
            if (read[i].IsRequired && !slots[i].Filled)
            {
                throw new InvalidDataException($"The field {Encoding.UTF8.GetString(read[i].Name)} of {typeof(T).Name} is missing.");
            }
        }
    }

    // Clients write fields in the order of the contract more often than not.
    private int Find(ReadOnlySpan<byte> key, int likely)
    {
        if (likely < read.Length && key.SequenceEqual(read[likely].Name))
        {
            return likely;
        }

        var index = 0;
        while (index < read.Length && !key.SequenceEqual(read[index].Name))
        {
            index++;
        }

        return index < read.Length ? index : ignoreCase ? FindInAnyCase(key) : -1;
    }

    private int FindInAnyCase(ReadOnlySpan<byte> key)
    {
        for (var i = 0; i < read.Length; i++)
        {
            if (Ascii.EqualsIgnoreCase(key, read[i].Name))
            {
                return i;
            }
        }

        return -1;
    }

    private static Member<T> Create(FormTable forms, JsonPropertyInfo property) =>
        (Member<T>)Activator.CreateInstance(typeof(Member<,>).MakeGenericType(typeof(T), property.PropertyType), forms, property)!;
}
