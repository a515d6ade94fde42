using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace ChatService.Server.Platform.Identity;

/// <summary>Encrypts data-protection keys with AES-256-GCM under <see cref="DataKeyProtection.Keys"/>.</summary>
public sealed class DataKeyCipher(DataKeyProtection protection) : IXmlEncryptor
{
    internal const string Element = "sealed";
    internal const int NonceBytes = 12;
    internal const int TagBytes = 16;

    /// <summary>Layout: nonce, tag, text; in base64.</summary>
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        ArgumentNullException.ThrowIfNull(plaintextElement);
        var text = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var bytes = new byte[NonceBytes + TagBytes + text.Length];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(protection.Keys[0], TagBytes);
        aes.Encrypt(bytes.AsSpan(0, NonceBytes), text, bytes.AsSpan(NonceBytes + TagBytes), bytes.AsSpan(NonceBytes, TagBytes));
        CryptographicOperations.ZeroMemory(text);
        return new EncryptedXmlInfo(new XElement(Element, Convert.ToBase64String(bytes)), typeof(DataKeyDecipher));
    }
}

/// <summary>Decrypts what <see cref="DataKeyCipher"/> made. Its name stands in stored keys: do not rename it.</summary>
public sealed class DataKeyDecipher(IServiceProvider services) : IXmlDecryptor
{
    private readonly DataKeyProtection protection = services.GetRequiredService<DataKeyProtection>();

    /// <summary>CryptographicException when none of the keys fits.</summary>
    public XElement Decrypt(XElement encryptedElement)
    {
        ArgumentNullException.ThrowIfNull(encryptedElement);
        var bytes = Convert.FromBase64String(encryptedElement.Value);
        foreach (var key in protection.Keys)
        {
            if (TryDecrypt(key, bytes) is { } text)
            {
                return XElement.Parse(text);
            }
        }

        throw new CryptographicException($"No key in {DataKeyProtection.KeyName} fits.");
    }

    private static string? TryDecrypt(byte[] key, byte[] bytes)
    {
        var text = new byte[bytes.Length - DataKeyCipher.NonceBytes - DataKeyCipher.TagBytes];
        try
        {
            using var aes = new AesGcm(key, DataKeyCipher.TagBytes);
            aes.Decrypt(
                bytes.AsSpan(0, DataKeyCipher.NonceBytes), bytes.AsSpan(DataKeyCipher.NonceBytes + DataKeyCipher.TagBytes),
                bytes.AsSpan(DataKeyCipher.NonceBytes, DataKeyCipher.TagBytes), text);
            return Encoding.UTF8.GetString(text);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
