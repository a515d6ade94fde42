using System.Security.Cryptography;
using System.Xml.Linq;
using ChatService.Server.Platform.Storage;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Platform.Identity;

/// <summary>
/// At the start: refuses when stored keys cannot be read with the settings, for new keys would end every log-in and make strangers of all visitors;
/// and encrypts keys that were stored before a key from outside was set.
/// </summary>
public sealed class DataKeySealing(DataKeyProtection protection, IServiceProvider services)
{
    private static readonly XNamespace Space = "http://schemas.asp.net/2015/03/dataProtection";

    /// <summary>Inside a write transaction, under the lock of the keys. InvalidOperationException with what to do.</summary>
    public async Task ApplyAsync(ChatDb db, IXmlEncryptor? encryptor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        foreach (var key in await db.Set<DataKey>().ToListAsync(cancellationToken))
        {
            var element = XElement.Parse(key.Xml);
            Check(element);
            if (encryptor is not null && Seal(element, encryptor))
            {
                key.Xml = element.ToString(SaveOptions.DisableFormatting);
            }
        }
    }

    private void Check(XElement key)
    {
        foreach (var secret in key.Descendants(Space + "encryptedSecret"))
        {
            var ours = ((string?)secret.Attribute("decryptorType"))?.StartsWith(typeof(DataKeyDecipher).FullName!, StringComparison.Ordinal) == true;
            if (ours ? !Fits(secret.Elements().Single()) : protection.Certificate is null)
            {
                throw new InvalidOperationException(
                    $"The keys in the database are encrypted, and {(ours ? "DataProtection__Key" : "DataProtection__Certificate")} does not fit. Start with the one that encrypted them.");
            }
        }
    }

    private bool Fits(XElement secret)
    {
        try
        {
            new DataKeyDecipher(services).Decrypt(secret);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    // As the framework does it when it stores a new key.
    private static bool Seal(XElement key, IXmlEncryptor encryptor)
    {
        var plain = key.Descendants().Where(e => (bool?)e.Attribute(Space + "requiresEncryption") == true).ToList();
        foreach (var secret in plain)
        {
            var sealedInfo = encryptor.Encrypt(new XElement(secret));
            secret.ReplaceWith(new XElement(
                Space + "encryptedSecret", new XAttribute("decryptorType", sealedInfo.DecryptorType.AssemblyQualifiedName!), sealedInfo.EncryptedElement));
        }

        return plain.Count > 0;
    }
}
