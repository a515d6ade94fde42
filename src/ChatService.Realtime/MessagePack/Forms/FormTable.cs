using System.Collections.Concurrent;
using System.Text.Json;

namespace ChatService.Realtime.MessagePack.Forms;

/// <summary>The forms of all types that were met, each made once from what JSON says about the type.</summary>
internal sealed class FormTable
{
    private readonly ConcurrentDictionary<Type, Form> forms = new();
    private readonly JsonSerializerOptions options;

    public FormTable(JsonSerializerOptions json)
    {
        options = new JsonSerializerOptions(json);
        options.MakeReadOnly(populateMissingResolver: true);
    }

    /// <summary>How deep values may be nested.</summary>
    public int MaxDepth => options.MaxDepth == 0 ? MsgPackReader.DefaultDepth : options.MaxDepth;

    /// <summary>Throws <see cref="NotSupportedException"/> for types that JSON does not know either.</summary>
    public Form Of(Type type) => forms.TryGetValue(type, out var form) ? form : forms.GetOrAdd(type, Make);

    public Form<T> Of<T>() => (Form<T>)Of(typeof(T));

    private Form Make(Type type) => FormChoice.For(type, options, this);
}
