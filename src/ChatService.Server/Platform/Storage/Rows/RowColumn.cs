using System.Data.Common;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;

namespace ChatService.Server.Platform.Storage.Rows;

/// <summary>One column of a table, as the model of EF Core describes it, for SQL that is written by hand.</summary>
public abstract class RowColumn<T>(IProperty property)
    where T : class
{
    /// <summary>The column's name.</summary>
    public string Name { get; } = property.GetColumnName();

    /// <summary>The store's type, without a length: a cast to a length would cut silently.</summary>
    public string StoreType { get; } = property.GetRelationalTypeMapping().StoreTypeNameBase is "character varying" ? "text" : property.GetRelationalTypeMapping().StoreTypeNameBase;

    /// <summary>Part of the primary key.</summary>
    public bool IsKey { get; } = property.IsPrimaryKey();

    /// <summary>An update must find the value that was read.</summary>
    public bool IsToken { get; } = property.IsConcurrencyToken;

    /// <summary>What is stored for this row, or null.</summary>
    public abstract object? ValueOf(T row);

    /// <summary>What is stored for each of these rows, as an array of the stored type.</summary>
    public abstract object ValuesOf(IReadOnlyList<T> rows);

    /// <summary>Takes the value out of a result.</summary>
    internal abstract void Read(T row, DbDataReader reader, int ordinal);

    /// <summary>Both are stored as the same.</summary>
    internal abstract bool AreSame(T a, T b);

    /// <summary>A copy that shares nothing.</summary>
    internal abstract void Copy(T from, T to);

    /// <summary>The column of a mapped property.</summary>
    internal static RowColumn<T> Of(IProperty property)
    {
        var converter = property.GetRelationalTypeMapping().Converter;
        var stored = converter?.ProviderClrType ?? Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        var held = property.IsNullable && stored.IsValueType ? typeof(Nullable<>).MakeGenericType(stored) : stored;
        return (RowColumn<T>)Activator.CreateInstance(typeof(RowColumn<,>).MakeGenericType(typeof(T), held), property)!;
    }
}

/// <param name="property">As the model knows it.</param>
/// <typeparam name="T">The row.</typeparam>
/// <typeparam name="TStored">What the store holds; nullable where the column is.</typeparam>
internal sealed class RowColumn<T, TStored>(IProperty property) : RowColumn<T>(property)
    where T : class
{
    private readonly Func<T, TStored> get = Getter(property).Compile();
    private readonly Action<T, TStored> set = Setter(property).Compile();
    private readonly Func<DbDataReader, int, TStored> take = Reader().Compile();

    public override object? ValueOf(T row) => get(row);

    public override object ValuesOf(IReadOnlyList<T> rows)
    {
        var values = new TStored[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = get(rows[i]);
        }

        return values;
    }

    internal override void Read(T row, DbDataReader reader, int ordinal) => set(row, reader.IsDBNull(ordinal) ? default! : take(reader, ordinal));

    internal override bool AreSame(T a, T b) => EqualityComparer<TStored>.Default.Equals(get(a), get(b));

    internal override void Copy(T from, T to) => set(to, get(from));

    private static Expression<Func<T, TStored>> Getter(IProperty property)
    {
        var row = Expression.Parameter(typeof(T));
        var value = (Expression)Expression.Property(row, property.PropertyInfo!);
        return Expression.Lambda<Func<T, TStored>>(Through(value, property.GetRelationalTypeMapping().Converter?.ConvertToProviderExpression, typeof(TStored)), row);
    }

    private static Expression<Action<T, TStored>> Setter(IProperty property)
    {
        var (row, value) = (Expression.Parameter(typeof(T)), Expression.Parameter(typeof(TStored)));
        var converted = Through(value, property.GetRelationalTypeMapping().Converter?.ConvertFromProviderExpression, property.ClrType);
        return Expression.Lambda<Action<T, TStored>>(Expression.Assign(Expression.Property(row, property.PropertyInfo!), converted), row, value);
    }

    // Null stays null: converters are written for values.
    private static Expression Through(Expression value, LambdaExpression? conversion, Type result)
    {
        if (conversion is null)
        {
            return value.Type == result ? value : Expression.Convert(value, result);
        }

        var wanted = conversion.Parameters[0].Type;
        var given = value.Type == wanted ? value : Expression.Convert(value, wanted);
        var body = ReplacingExpressionVisitor.Replace(conversion.Parameters[0], given, conversion.Body);
        var converted = body.Type == result ? body : Expression.Convert(body, result);
        var mayBeNull = !value.Type.IsValueType || Nullable.GetUnderlyingType(value.Type) is not null;
        return mayBeNull
            ? Expression.Condition(Expression.Equal(value, Expression.Constant(null, value.Type)), Expression.Default(result), converted)
            : converted;
    }

    private static Expression<Func<DbDataReader, int, TStored>> Reader()
    {
        var (reader, ordinal) = (Expression.Parameter(typeof(DbDataReader)), Expression.Parameter(typeof(int)));
        var plain = Nullable.GetUnderlyingType(typeof(TStored)) ?? typeof(TStored);
        var call = Expression.Call(reader, typeof(DbDataReader).GetMethod(nameof(DbDataReader.GetFieldValue))!.MakeGenericMethod(plain), ordinal);
        return Expression.Lambda<Func<DbDataReader, int, TStored>>(plain == typeof(TStored) ? call : Expression.Convert(call, typeof(TStored)), reader, ordinal);
    }
}
