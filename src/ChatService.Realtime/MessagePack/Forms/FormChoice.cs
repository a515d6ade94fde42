using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ChatService.Realtime.MessagePack.Forms;

/// <summary>Which form a type has. Whatever JSON does in its usual way is done directly; for everything else JSON itself is asked, so that the two cannot differ.</summary>
internal static class FormChoice
{
    private static readonly Dictionary<Type, Form> Leaves = new()
    {
        [typeof(string)] = new TextForm(),
        [typeof(bool)] = new BooleanForm(),
        [typeof(sbyte)] = new IntegerForm<sbyte>(),
        [typeof(byte)] = new IntegerForm<byte>(),
        [typeof(short)] = new IntegerForm<short>(),
        [typeof(ushort)] = new IntegerForm<ushort>(),
        [typeof(int)] = new IntegerForm<int>(),
        [typeof(uint)] = new IntegerForm<uint>(),
        [typeof(long)] = new IntegerForm<long>(),
        [typeof(ulong)] = new UnsignedForm(),
        [typeof(float)] = new SingleForm(),
        [typeof(double)] = new DoubleForm(),
        [typeof(Guid)] = new GuidForm(),
        [typeof(byte[])] = new BinaryForm(),
    };

    public static Form For(Type type, JsonSerializerOptions options, FormTable forms)
    {
        var contract = options.GetTypeInfo(type);
        var ownConverter = contract.Converter.GetType().Assembly != typeof(JsonSerializer).Assembly;
        var unusual = ownConverter || !IsUsual(options) || contract.NumberHandling is not null;
        return (unusual ? null : Direct(type, contract, forms)) ?? Make(typeof(JsonForm<>), [type], contract);
    }

    // Null: JSON is to be asked.
    private static Form? Direct(Type type, JsonTypeInfo contract, FormTable forms)
    {
        if (Leaves.TryGetValue(type, out var leaf))
        {
            return leaf;
        }

        if (type == typeof(object))
        {
            return new RuntimeForm(forms, new JsonForm<object>((JsonTypeInfo<object>)contract)!);
        }

        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Make(typeof(NullableForm<>), [inner], forms.Of(inner));
        }

        return contract.Kind switch
        {
            JsonTypeInfoKind.Object when IsUsual(contract) => Make(typeof(ObjectForm<>), [type], forms, contract),
            JsonTypeInfoKind.Enumerable when IsList(type, contract.ElementType!) => Make(typeof(ListForm<,>), [type, contract.ElementType!], forms),
            JsonTypeInfoKind.Dictionary when IsMap(type, contract) => Make(typeof(MapForm<,>), [type, contract.ElementType!], forms),
            _ => null,
        };
    }

    private static Form Make(Type form, Type[] of, params object[] arguments) => (Form)Activator.CreateInstance(form.MakeGenericType(of), arguments)!;

    private static bool IsUsual(JsonSerializerOptions options) =>
        options is
        {
            DefaultIgnoreCondition: JsonIgnoreCondition.Never, NumberHandling: JsonNumberHandling.Strict, ReferenceHandler: null, DictionaryKeyPolicy: null,
            UnmappedMemberHandling: JsonUnmappedMemberHandling.Skip, PreferredObjectCreationHandling: JsonObjectCreationHandling.Replace,
            RespectNullableAnnotations: false, IgnoreReadOnlyProperties: false, IgnoreReadOnlyFields: false, AllowDuplicateProperties: true,
        };

    private static bool IsUsual(JsonTypeInfo contract) =>
        contract is
        {
            PolymorphismOptions: null, UnmappedMemberHandling: null, PreferredPropertyObjectCreationHandling: null,
            OnSerializing: null, OnSerialized: null, OnDeserializing: null, OnDeserialized: null,
        }
        && contract.Properties.All(IsUsual)
        && IsMadeInTheUsualWay(contract);

    private static bool IsUsual(JsonPropertyInfo property) =>
        property is { ShouldSerialize: null, IsExtensionData: false, CustomConverter: null, NumberHandling: null, ObjectCreationHandling: null, AttributeProvider: MemberInfo };

    // By a constructor whose every parameter is a field; or not at all, as an interface.
    private static bool IsMadeInTheUsualWay(JsonTypeInfo contract) =>
        contract.ConstructorAttributeProvider is ConstructorInfo constructor
            ? constructor.GetParameters().All(parameter => contract.Properties.Any(property => property.AssociatedParameter?.Position == parameter.Position))
            : contract.Type.IsAbstract;

    private static bool IsList(Type type, Type item) =>
        (type.IsSZArray || type.IsAssignableFrom(typeof(List<>).MakeGenericType(item))) && typeof(IEnumerable<>).MakeGenericType(item).IsAssignableFrom(type);

    private static bool IsMap(Type type, JsonTypeInfo contract)
    {
        var pair = typeof(KeyValuePair<,>).MakeGenericType(contract.KeyType!, contract.ElementType!);
        return contract.KeyType == typeof(string)
            && type.IsAssignableFrom(typeof(Dictionary<,>).MakeGenericType(typeof(string), contract.ElementType!))
            && typeof(IEnumerable<>).MakeGenericType(pair).IsAssignableFrom(type);
    }
}
