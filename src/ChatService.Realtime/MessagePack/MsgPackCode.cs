namespace ChatService.Realtime.MessagePack;

/// <summary>First bytes of values, as the MessagePack specification names them.</summary>
internal static class MsgPackCode
{
    public const byte MaxPositiveFixInt = 0x7f;
    public const byte FixMap = 0x80, MaxFixMap = 0x8f;
    public const byte FixArray = 0x90, MaxFixArray = 0x9f;
    public const byte FixStr = 0xa0, MaxFixStr = 0xbf;
    public const byte Nil = 0xc0, Unused = 0xc1, False = 0xc2, True = 0xc3;
    public const byte Bin8 = 0xc4, Bin16 = 0xc5, Bin32 = 0xc6;
    public const byte Ext8 = 0xc7, Ext16 = 0xc8, Ext32 = 0xc9;
    public const byte Float32 = 0xca, Float64 = 0xcb;
    public const byte UInt8 = 0xcc, UInt16 = 0xcd, UInt32 = 0xce, UInt64 = 0xcf;
    public const byte Int8 = 0xd0, Int16 = 0xd1, Int32 = 0xd2, Int64 = 0xd3;
    public const byte FixExt1 = 0xd4, FixExt16 = 0xd8;
    public const byte Str8 = 0xd9, Str16 = 0xda, Str32 = 0xdb;
    public const byte Array16 = 0xdc, Array32 = 0xdd;
    public const byte Map16 = 0xde, Map32 = 0xdf;
    public const byte MinNegativeFixInt = 0xe0;

    /// <summary>What a value that begins with this byte is.</summary>
    public static MsgPackKind KindOf(byte code) => code switch
    {
        <= MaxPositiveFixInt or >= MinNegativeFixInt or (>= UInt8 and <= Int64) => MsgPackKind.Integer,
        <= MaxFixMap or Map16 or Map32 => MsgPackKind.Map,
        <= MaxFixArray or Array16 or Array32 => MsgPackKind.Array,
        <= MaxFixStr or Str8 or Str16 or Str32 => MsgPackKind.Text,
        Nil => MsgPackKind.Nil,
        False or True => MsgPackKind.Boolean,
        >= Bin8 and <= Bin32 => MsgPackKind.Binary,
        Float32 or Float64 => MsgPackKind.Float,
        Unused => MsgPackKind.None,
        _ => MsgPackKind.Extension,
    };
}

/// <summary>Kinds of values. None is the one byte that begins no value.</summary>
internal enum MsgPackKind
{
    None,
    Nil,
    Boolean,
    Integer,
    Float,
    Text,
    Binary,
    Array,
    Map,
    Extension,
}
